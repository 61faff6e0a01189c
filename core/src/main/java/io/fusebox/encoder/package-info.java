/** The contract of encoders. Learn first: {@link io.fusebox.encoder.ModalityEncoder}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package io.fusebox.encoder;
