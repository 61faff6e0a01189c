/** VideoMAE as a plug-in. Learn first: {@link io.fusebox.encoder.videomae.VideoMaeEncoder}. */
package io.fusebox.encoder.videomae;
