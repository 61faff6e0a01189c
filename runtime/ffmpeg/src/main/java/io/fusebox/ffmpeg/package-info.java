/** Films and sound tracks through ffmpeg. Learn first: {@link io.fusebox.ffmpeg.FfmpegLibrary}. */
package io.fusebox.ffmpeg;
