/**
 * Comparison with a reference implementation's numbers. Learn first: {@link
 * io.fusebox.api.reference.ReferenceCase}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.api.reference;

import org.jspecify.annotations.NullMarked;
