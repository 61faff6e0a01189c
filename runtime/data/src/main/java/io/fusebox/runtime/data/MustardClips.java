package io.fusebox.runtime.data;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The video and audio clips next to MUStARD's file, by the ids of their utterances: {@code
 * utterances_final/1_60.mp4} as in the official archive, {@code audio/1_60.wav}. Folders of other
 * usual names are found too, next to the file or below {@code videos} or {@code mmsd_raw_data}, and
 * videos and audio clips of any kind; a video may be a folder of images.
 */
record MustardClips(Path folder, Map<String, Path> videos, Map<String, Path> audioClips) {
  private static final List<String> ROOTS = List.of("", "videos", "mmsd_raw_data", "raw");
  private static final List<String> VIDEO_FOLDERS =
      List.of(
          "utterances_final", "final_utterance_videos", "utterances", "clips", "video", "videos");
  private static final List<String> AUDIO_FOLDERS =
      List.of("audio", "audios", "utterances_audio", "sound", "sounds", "wav");

  private static final String VIDEO_FILE = "(?i).+\\.(mp4|m4v|mov|mkv|webm|avi|gif)";
  private static final String AUDIO_FILE = "(?i).+\\.(wav|flac|mp3|ogg|oga|m4a|aac)";

  static MustardClips nextTo(Path file) {
    Path folder = requireNonNull(file.toAbsolutePath().getParent());
    return new MustardClips(
        folder, found(folder, VIDEO_FOLDERS, VIDEO_FILE), found(folder, AUDIO_FOLDERS, AUDIO_FILE));
  }

  /** The clip of an utterance; where there is none, where it would be. */
  Path video(String id) {
    return Optional.ofNullable(videos.get(id)).orElseGet(() -> expected(id));
  }

  /** The audio of an utterance; where there is none of its own, its clip, which has a track. */
  Path audio(String id) {
    return Optional.ofNullable(audioClips.get(id)).orElseGet(() -> video(id));
  }

  private Path expected(String id) {
    return new InputFiles(folder).at(VIDEO_FOLDERS.get(0) + "/" + id + ".mp4");
  }

  /** The files of all these folders, by name without extension. */
  private static Map<String, Path> found(Path folder, List<String> names, String kind) {
    Map<String, Path> found = new HashMap<>();
    for (String root : ROOTS) {
      for (String name : names) {
        addAll(folder.resolve(root).resolve(name), kind, found);
      }
    }
    return found;
  }

  private static void addAll(Path folder, String kind, Map<String, Path> to) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.matches(kind)) {
          to.merge(name.substring(0, name.lastIndexOf('.')), file, MustardClips::first);
        } else if (Files.isDirectory(file)) {
          to.merge(name, file, MustardClips::first);
        }
      }
    } catch (IOException e) {
      throw new FuseboxException("cannot list %s: %s".formatted(folder, IoErrorMessage.of(e)), e);
    }
  }

  /** Of two of one name the first folder's; of one folder, the first by name on every machine. */
  private static Path first(Path a, Path b) {
    return requireNonNull(a.getParent()).equals(b.getParent()) && b.compareTo(a) < 0 ? b : a;
  }
}
