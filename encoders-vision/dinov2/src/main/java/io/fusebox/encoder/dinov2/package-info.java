/** DINOv2 as a plug-in. Learn first: {@link io.fusebox.encoder.dinov2.Dinov2Encoder}. */
@NullMarked
package io.fusebox.encoder.dinov2;

import org.jspecify.annotations.NullMarked;
