/** The contract of PLMs. Learn first: {@link io.fusebox.api.plm.Plm}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
@NullMarked
package io.fusebox.api.plm;

import org.jspecify.annotations.NullMarked;
