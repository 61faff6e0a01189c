/** The contract of PLMs. Learn first: {@link io.fusebox.api.plm.Plm}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.toolkit.generation;

import org.jspecify.annotations.NullMarked;
