/** Films as frames, as a plug-in. Learn first: {@link io.fusebox.encoder.frames.Frames}. */
package io.fusebox.encoder.frames;
