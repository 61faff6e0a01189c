/** Films as frames, as a plug-in. Learn first: {@link io.fusebox.encoder.frames.FrameEncoder}. */
package io.fusebox.encoder.frames;
