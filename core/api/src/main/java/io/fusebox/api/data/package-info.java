/** Formats of data sets. Learn first: {@link io.fusebox.api.data.DataFormat}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.api.data;

import org.jspecify.annotations.NullMarked;
