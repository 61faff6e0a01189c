/**
 * Videos and audio tracks through ffmpeg. Learn first: {@link
 * io.fusebox.runtime.ffmpeg.FfmpegLibrary}.
 */
@NullMarked
package io.fusebox.runtime.ffmpeg;

import org.jspecify.annotations.NullMarked;
