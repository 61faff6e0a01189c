/** The contract of fusion strategies. Learn first: {@link io.fusebox.api.fusion.FusionStrategy}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
@NullMarked
package io.fusebox.api.fusion;

import org.jspecify.annotations.NullMarked;
