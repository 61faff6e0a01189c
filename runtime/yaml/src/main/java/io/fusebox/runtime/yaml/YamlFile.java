package io.fusebox.runtime.yaml;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.toolkit.files.JsonFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file that a person wrote: bounded in size, plain values alone, each key once.
 *
 * @param kind what it describes, for messages
 */
public record YamlFile(Path file, String kind) {
  /** The endings of YAML files' names, the usual one first. */
  public static final List<String> ENDINGS = List.of(".yaml", ".yml");

  private static final long MAX_BYTES = 1 << 18;

  /** Whether a path is that of a YAML file, as its name ends. */
  public static boolean isYaml(String path) {
    return ENDINGS.stream().anyMatch(path::endsWith);
  }

  /** The name of the thing that a file describes: the file's name without its extension. */
  public static String nameOf(Path file) {
    String name = file.getFileName().toString();
    return isYaml(name) ? name.substring(0, name.lastIndexOf('.')) : name;
  }

  /** The names that a file may have that describes what is called so. */
  public static List<String> fileNames(String name) {
    return ENDINGS.stream().map(name::concat).toList();
  }

  /** The file as messages name it. */
  public String name() {
    return "the %s %s".formatted(kind, file);
  }

  /**
   * The map that the whole file is.
   *
   * @throws FuseboxException when it is not such a file, or has a key that is not {@code known}
   */
  public Map<String, Object> root(Collection<String> known) {
    Map<String, Object> root = map(load(), "the file");
    root.keySet()
        .forEach(
            key ->
                require(
                    known.contains(key),
                    NameSuggestions.unknown("key", key, known, "in " + name())));
    return root;
  }

  /** A copy of {@code value}, which must be a map without empty values. */
  public Map<String, Object> map(@Nullable Object value, String where) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new FuseboxException(
          "%s: %s must hold 'key: value' lines, found %s"
              .formatted(name(), where, value == null ? "nothing" : NameSuggestions.shown(value)));
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach(
        (k, v) -> {
          require(
              k != null && v != null,
              "%s: '%s' has no value".formatted(name(), NameSuggestions.shown(k)));
          copy.put(k.toString(), v);
        });
    return copy;
  }

  private @Nullable Object load() {
    require(Files.exists(file), "there is no %s file %s; check the path".formatted(kind, file));
    String text = text(JsonFile.readBytes(file, MAX_BYTES));
    try {
      return PlainYaml.read(text);
    } catch (InvalidYamlException e) {
      throw new FuseboxException(
          "%s:%s: no readable YAML: %s".formatted(file, e.place(), e.getMessage()), e);
    }
  }

  /** Without the mark that some editors put before the text. */
  private String text(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      String before = new String(bytes, 0, in.position(), StandardCharsets.UTF_8);
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      throw new FuseboxException(
          "%s:%d:%d: no readable YAML: it is not UTF-8 text; save it as UTF-8"
              .formatted(file, line, before.length() - before.lastIndexOf('\n')),
          e);
    }
  }
}
