/**
 * The common part of encoders of images and videos that are vision transformers: their
 * configuration, the network, and the encoder around it. Learn first: {@link
 * io.fusebox.toolkit.vision.VisionEncoder}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.toolkit.vision;

import org.jspecify.annotations.NullMarked;
