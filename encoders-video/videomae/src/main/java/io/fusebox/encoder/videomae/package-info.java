/** VideoMAE as a plug-in. Learn first: {@link io.fusebox.encoder.videomae.VideoMae}. */
package io.fusebox.encoder.videomae;
