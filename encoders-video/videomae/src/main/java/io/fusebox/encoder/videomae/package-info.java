/** VideoMAE as a plug-in. Learn first: {@link io.fusebox.encoder.videomae.VideoMaeEncoder}. */
@NullMarked
package io.fusebox.encoder.videomae;

import org.jspecify.annotations.NullMarked;
