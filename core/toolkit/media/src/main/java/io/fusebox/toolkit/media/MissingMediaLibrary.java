package io.fusebox.toolkit.media;

import io.fusebox.api.FuseboxException;
import java.nio.file.Path;

/** Stands where no library is installed, and names the way out. */
final class MissingMediaLibrary implements MediaLibrary {
  @Override
  public Video openVideo(Path file) {
    throw new FuseboxException(
        ("this Fusebox was installed without ffmpeg, so of videos it reads animated GIFs and folders"
                + " of images alone: put ffmpeg's jars (fusebox-ffmpeg, javacv, javacpp, ffmpeg)"
                + " back into lib/, or make a folder of images: ffmpeg -i %s -vf fps=4 FOLDER/%%05d.png")
            .formatted(file.getFileName()));
  }

  @Override
  public DecodedAudio decodeAudio(Path file, double mostSeconds) {
    throw new FuseboxException(
        ("this Fusebox was installed without ffmpeg, so it reads audio from WAV files alone: put"
                + " ffmpeg's jars (fusebox-ffmpeg, javacv, javacpp, ffmpeg) back into lib/, or make a"
                + " WAV file: ffmpeg -i %s sound.wav")
            .formatted(file.getFileName()));
  }
}
