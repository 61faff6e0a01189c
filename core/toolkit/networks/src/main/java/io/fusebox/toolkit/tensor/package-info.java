/** Tensor building blocks that are safe under autograd. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.fusebox.toolkit.tensor;
