package io.fusebox.runtime.ffmpeg;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;

/** Opens files, which are untrusted, with ffmpeg. */
final class FrameGrabbers {
  /**
   * The containers that are read. Others are not harmless: a playlist, whatever its file is called,
   * would make ffmpeg open what it names.
   */
  private static final String CONTAINERS =
      "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpeg,mpegts,flv,asf,ogg,wav,w64,aiff,flac,mp3,aac,au,caf";

  private FrameGrabbers() {}

  /**
   * Opens a file and reads what it says of itself.
   *
   * @param what is looked for, for messages
   */
  static FFmpegFrameGrabber open(Path file, String what) {
    requireContent(file);
    avutil.av_log_set_level(avutil.AV_LOG_QUIET); // what goes wrong is said by exceptions
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
    grabber.setOption("format_whitelist", CONTAINERS);
    grabber.setOption("protocol_whitelist", "file");
    grabber.setVideoOption("max_pixels", Long.toString(ImageDecoder.MAX_PIXELS));
    grabber.setImageMode(FrameGrabber.ImageMode.RAW);
    try {
      grabber.start();
      return grabber;
    } catch (FFmpegFrameGrabber.Exception | RuntimeException e) {
      close(grabber);
      throw unreadable(file, what, e);
    }
  }

  private static void requireContent(Path file) {
    require(Files.isRegularFile(file), "there is no file " + file + "; check the path in the data");
    try {
      require(Files.size(file) > 0, "the file " + file + " is empty");
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }

  static FuseboxException unreadable(Path file, String what, Exception cause) {
    return new FuseboxException(
        "the file %s is no %s that ffmpeg can read, or it is damaged or cut off: fetch it again, or convert it (MP4 and WebM are read, MP3 and FLAC)"
            .formatted(file, what),
        cause);
  }

  static void close(FFmpegFrameGrabber grabber) {
    try {
      grabber.close();
    } catch (FrameGrabber.Exception e) {
      throw new IllegalStateException("ffmpeg cannot close a file", e);
    }
  }
}
