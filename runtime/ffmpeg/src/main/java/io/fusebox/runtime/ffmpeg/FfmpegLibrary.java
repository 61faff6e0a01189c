package io.fusebox.runtime.ffmpeg;

import io.fusebox.api.encoder.Orientation;
import io.fusebox.toolkit.media.Film;
import io.fusebox.toolkit.media.MediaLibrary;
import io.fusebox.toolkit.media.Sound;
import java.nio.file.Path;

/** ffmpeg, through javacv. Found as a service of the Java platform; see the folder's manifest. */
public final class FfmpegLibrary implements MediaLibrary {
  @Override
  public Film film(Path file) {
    return film(file, Orientation.UPRIGHT);
  }

  @Override
  public Film film(Path file, Orientation orientation) {
    return FfmpegFilm.open(file, FfmpegFilm.MAX_DECODED, orientation);
  }

  @Override
  public Sound sound(Path file, double mostSeconds) {
    return SoundTrack.decode(file, mostSeconds);
  }
}
