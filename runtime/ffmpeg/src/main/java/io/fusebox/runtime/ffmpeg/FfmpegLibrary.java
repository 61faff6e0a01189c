package io.fusebox.runtime.ffmpeg;

import io.fusebox.api.encoder.Orientation;
import io.fusebox.toolkit.media.DecodedAudio;
import io.fusebox.toolkit.media.MediaLibrary;
import io.fusebox.toolkit.media.Video;
import java.nio.file.Path;

/** ffmpeg, through javacv. Found as a service of the Java platform; see the folder's manifest. */
public final class FfmpegLibrary implements MediaLibrary {
  @Override
  public Video openVideo(Path file) {
    return openVideo(file, Orientation.UPRIGHT);
  }

  @Override
  public Video openVideo(Path file, Orientation orientation) {
    return FfmpegVideo.open(file, FfmpegVideo.MAX_DECODED, orientation);
  }

  @Override
  public DecodedAudio decodeAudio(Path file, double mostSeconds) {
    return AudioTrackDecoder.decode(file, mostSeconds);
  }
}
