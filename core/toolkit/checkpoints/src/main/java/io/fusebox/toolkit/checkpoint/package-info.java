/** Model folders. Learn first: {@link io.fusebox.api.checkpoint.Parameters}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.toolkit.checkpoint;

import org.jspecify.annotations.NullMarked;
