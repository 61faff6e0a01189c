package io.fusebox.toolkit.audio;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.TemporaryFile;
import io.fusebox.toolkit.media.MediaLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Decodes the bytes of a file to one channel of audio: WAV by itself, all else (MP3, FLAC, OGG, the
 * audio track of a video) by the library that is installed alongside core, if there is one.
 *
 * @param mostSeconds longer audio clips are refused before more than that is decoded
 */
public record AudioDecoder(int mostSeconds, MediaLibrary library) {
  /** An hour; more than any encoder's attention has room for. */
  private static final int MOST = 3600;

  public AudioDecoder {
    require(
        mostSeconds >= 1 && mostSeconds <= MOST,
        "the longest audio clip must be 1 to %d seconds, found %d".formatted(MOST, mostSeconds));
  }

  public AudioDecoder(int mostSeconds) {
    this(mostSeconds, MediaLibrary.installed());
  }

  /**
   * Decodes one file and mixes its channels to one.
   *
   * @throws FuseboxException when the format is not known, the file is damaged or empty, or the
   *     audio is too long
   */
  public Waveform decode(byte[] file) {
    return Wav.is(file) ? wav(Wav.read(file)) : other(file);
  }

  private Waveform wav(Wav wav) {
    Waveform.requireLength(wav.frames(), wav.rate(), mostSeconds);
    return wav.mono();
  }

  /** The library reads files: it seeks in them. */
  private Waveform other(byte[] bytes) {
    require(bytes.length > 0, "the file is empty; record or fetch it again");
    try {
      Path file = TemporaryFile.create(".sound");
      try {
        Files.write(file, bytes);
        return read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new FuseboxException(
          "cannot write an audio clip to the folder for temporary files: " + IoErrorMessage.of(e),
          e);
    }
  }

  private Waveform read(Path file) {
    // A second more shows whether it goes on.
    Waveform audio = Waveform.mix(library.decodeAudio(file, mostSeconds + 1.0));
    Waveform.requireLength(audio.samples().length, audio.rate(), mostSeconds);
    return audio;
  }
}
