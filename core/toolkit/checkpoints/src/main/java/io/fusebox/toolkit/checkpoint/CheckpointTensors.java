package io.fusebox.toolkit.checkpoint;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The weights of a folder.
 *
 * @param files all files that the weights come from, in a fixed order
 * @param tensors which file holds which tensor
 * @param aliases other names of stored tensors
 */
record CheckpointTensors(
    List<Path> files, Map<String, SafetensorsFile> tensors, Map<String, String> aliases) {

  /** As file systems have it. */
  private static final int MAX_NAME = 255;

  CheckpointTensors {
    files = List.copyOf(files);
    tensors = Collections.unmodifiableMap(tensors);
    aliases = Collections.unmodifiableMap(aliases);
  }

  /** The name under which a tensor is stored; empty when neither it nor an alias of it is there. */
  Optional<String> stored(String name) {
    return Optional.ofNullable(tensors.containsKey(name) ? name : aliases.get(name));
  }

  /** The weights by their usual names. */
  static CheckpointTensors find(Path folder) {
    if (Files.exists(folder.resolve(CheckpointFolder.WEIGHTS))) {
      if (Files.exists(folder.resolve(ShardIndex.NAME))) {
        CheckpointWarnings.warnOnce(
            "%s has both %s and %s; the former is read"
                .formatted(folder, CheckpointFolder.WEIGHTS, ShardIndex.NAME));
      }
      return of(folder, CheckpointFolder.WEIGHTS);
    }
    if (Files.exists(folder.resolve(ShardIndex.NAME))) {
      return ShardIndex.open(folder, ShardIndex.NAME);
    }
    throw missing(folder);
  }

  /** One file that holds all. */
  static CheckpointTensors of(Path folder, String name) {
    SafetensorsFile file = SafetensorsFile.open(inside(folder, name));
    Map<String, SafetensorsFile> tensors = new LinkedHashMap<>();
    file.names().forEach(tensor -> tensors.put(tensor, file));
    return new CheckpointTensors(List.of(file.path()), tensors, aliases(tensors, List.of(file)));
  }

  /**
   * A file of the folder. The name may come from an untrusted index: it must be a name, no path.
   * (What is a link may point elsewhere: download caches are made so.)
   */
  static Path inside(Path folder, String name) {
    boolean plain =
        !name.isBlank()
            && name.length() <= MAX_NAME
            && !name.equals(".")
            && !name.equals("..")
            && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ');
    if (!plain) {
      throw new FuseboxException(
          "weights must be a file in %s itself, found the name '%s'"
              .formatted(folder, NameSuggestions.shown(name)));
    }
    return folder.resolve(name);
  }

  /** Tensors that share memory are stored once; the metadata says {@code other name -> stored}. */
  static Map<String, String> aliases(
      Map<String, SafetensorsFile> tensors, Collection<SafetensorsFile> files) {
    Map<String, String> aliases = new LinkedHashMap<>();
    for (SafetensorsFile file : files) {
      file.metadata()
          .forEach(
              (alias, stored) -> {
                if (tensors.containsKey(stored)) {
                  aliases.put(alias, stored);
                }
              });
    }
    return aliases;
  }

  private static FuseboxException missing(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> others =
          files
              .map(f -> f.getFileName().toString())
              .filter(n -> n.matches(".*\\.(bin|bin\\.index\\.json|pt|pth|ckpt|h5|msgpack)"))
              .sorted()
              .limit(5)
              .toList();
      return others.isEmpty() ? nothing(folder) : otherFormat(folder, others);
    } catch (IOException e) {
      return new FuseboxException("cannot read %s: %s".formatted(folder, IoErrorMessage.of(e)), e);
    }
  }

  private static FuseboxException nothing(Path folder) {
    return new FuseboxException(
        "%s has no weights: neither %s nor %s is there; download the model's whole folder"
            .formatted(folder, CheckpointFolder.WEIGHTS, ShardIndex.NAME));
  }

  private static FuseboxException otherFormat(Path folder, List<String> found) {
    return new FuseboxException(
        ("%1$s has weights only as %2$s, which Fusebox does not read (such files can run code when"
                + " they are opened); convert them once, where Python's transformers is installed:"
                + " python -c \"from transformers import AutoModel;"
                + " AutoModel.from_pretrained('%1$s').save_pretrained('%1$s',"
                + " safe_serialization=True)\" (for a model with a head, its own class in place of"
                + " AutoModel), or download %3$s")
            .formatted(folder, String.join(", ", found), CheckpointFolder.WEIGHTS));
  }
}
