package io.fusebox.engine;

import static io.fusebox.plugin.Settings.require;

import io.fusebox.FuseboxException;
import io.fusebox.plugin.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A YAML file that a person wrote: bounded in size, plain values alone, each key once.
 *
 * @param kind what it describes, for messages
 */
public record YamlFile(Path file, String kind) {
  private static final long MAX_BYTES = 1 << 20;

  /** The file as messages name it. */
  public String name() {
    return "the %s %s".formatted(kind, file);
  }

  /**
   * The map that the whole file is.
   *
   * @throws FuseboxException when it is no such file, or has a key that is not {@code known}
   */
  public Map<String, Object> root(Collection<String> known) {
    Map<String, Object> root = map(load(), "the file");
    root.keySet()
        .forEach(
            key -> require(known.contains(key), Names.unknown("key", key, known, "in " + name())));
    return root;
  }

  /** A copy of {@code value}, which must be a map without empty values. */
  public Map<String, Object> map(Object value, String where) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new FuseboxException(
          "%s: %s must hold 'key: value' lines, found %s".formatted(name(), where, value));
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach(
        (k, v) -> {
          require(k != null && v != null, "%s: '%s' has no value".formatted(name(), k));
          copy.put(k.toString(), v);
        });
    return copy;
  }

  private Object load() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      require(
          Files.isRegularFile(file),
          "there is no %s file %s; check the path".formatted(kind, file));
      require(
          Files.size(file) <= MAX_BYTES, name() + " is larger than a %s can be".formatted(kind));
      return new Yaml(new SafeConstructor(options)).load(Files.readString(file));
    } catch (YAMLException | IOException e) {
      throw new FuseboxException(name() + " is no readable YAML: " + e.getMessage(), e);
    }
  }
}
