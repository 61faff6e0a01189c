/**
 * Films and sound tracks through ffmpeg. Learn first: {@link
 * io.fusebox.runtime.ffmpeg.FfmpegLibrary}.
 */
package io.fusebox.runtime.ffmpeg;
