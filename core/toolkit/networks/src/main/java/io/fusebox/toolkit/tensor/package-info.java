/** Tensor building blocks that are safe under autograd. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.toolkit.tensor;

import org.jspecify.annotations.NullMarked;
