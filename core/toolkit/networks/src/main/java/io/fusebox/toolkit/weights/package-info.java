/** Where trained weights start. Learn first: {@link io.fusebox.toolkit.weights.InitialWeight}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.toolkit.weights;

import org.jspecify.annotations.NullMarked;
