/**
 * Images: bytes of a file to exactly Pillow's RGB pixels, Pillow's resize, and the preprocessing
 * that a checkpoint asks for. Learn first: {@link io.fusebox.toolkit.image.ImageProcessor}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.toolkit.image;

import org.jspecify.annotations.NullMarked;
