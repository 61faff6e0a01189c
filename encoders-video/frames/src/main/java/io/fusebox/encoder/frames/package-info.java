/** Videos as frames, as a plug-in. Learn first: {@link io.fusebox.encoder.frames.FrameEncoder}. */
@NullMarked
package io.fusebox.encoder.frames;

import org.jspecify.annotations.NullMarked;
