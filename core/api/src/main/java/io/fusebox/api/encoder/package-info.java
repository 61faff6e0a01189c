/** The contract of encoders. Learn first: {@link io.fusebox.api.encoder.ModalityEncoder}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.api.encoder;

import org.jspecify.annotations.NullMarked;
