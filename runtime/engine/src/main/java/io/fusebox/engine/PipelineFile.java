package io.fusebox.engine;

import static io.fusebox.plugin.Settings.require;

import io.fusebox.FuseboxException;
import io.fusebox.encoder.Modality;
import io.fusebox.fusion.PlmInput.Positions;
import io.fusebox.plugin.Default;
import io.fusebox.plugin.Names;
import io.fusebox.plugin.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads a pipeline's YAML file:
 *
 * <pre>
 * plm: embedded:bart-shapes
 * modalities:
 *   image: {encoder: vit, model: embedded:vit-shapes, features: sequence}
 * strategy: {id: promptfuse, prompt-length: 20}
 * </pre>
 *
 * A path is relative to the file; {@code embedded:NAME} is a model that comes with Fusebox.
 */
public final class PipelineFile {
  private static final long MAX_BYTES = 1 << 20;
  private static final Set<String> KEYS =
      Set.of("plm", "modalities", "strategy", "positions", "answer", "weights", "task");

  private final Path file;
  private final Path models;

  private PipelineFile(Path file, Path models) {
    this.file = file;
    this.models = models;
  }

  private record Answer(@Default("6") int maxLength) {
    Answer {
      require(maxLength > 2, "max-length must be at least 3, found " + maxLength);
    }
  }

  private record Counting(@Default("segment") Positions positions) {}

  /**
   * Reads {@code file}.
   *
   * @param models the folder of the models that come with Fusebox
   */
  public static PipelineSpec read(Path file, Path models) {
    return new PipelineFile(file.toAbsolutePath(), models).read();
  }

  private PipelineSpec read() {
    Map<String, Object> root = map(load(), "the file");
    root.keySet().forEach(key -> known(key));
    Map<String, Object> positions = only(root, "positions");
    return new PipelineSpec(
        file.getFileName().toString().replaceFirst("\\.ya?ml$", ""),
        part(required(root, "plm"), "model", "plm"),
        modalities(root.getOrDefault("modalities", Map.of())),
        strategies(required(root, "strategy")),
        Settings.read(Counting.class, positions, name()).positions(),
        Settings.read(Answer.class, map(root.getOrDefault("answer", Map.of()), "answer"), name())
            .maxLength(),
        Optional.ofNullable(root.get("weights")).map(w -> path(w.toString())),
        task(root));
  }

  private TaskSpec task(Map<String, Object> root) {
    TaskSpec task = TaskSpec.read(root.getOrDefault("task", "generation"), name());
    require(
        task.isGeneration() || !root.containsKey("answer"),
        name()
            + ": 'answer' is about generated answers, but the task is classification; leave out one");
    return task;
  }

  private Object load() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      require(Files.isRegularFile(file), "there is no pipeline file " + file + "; check the path");
      require(Files.size(file) <= MAX_BYTES, name() + " is larger than a pipeline file can be");
      return new Yaml(new SafeConstructor(options)).load(Files.readString(file));
    } catch (YAMLException | IOException e) {
      throw new FuseboxException(name() + " is no readable YAML: " + e.getMessage(), e);
    }
  }

  private Map<Modality, PartSpec> modalities(Object value) {
    Map<Modality, PartSpec> modalities = new LinkedHashMap<>();
    map(value, "modalities")
        .forEach((id, part) -> modalities.put(modality(id), part(part, "encoder", id)));
    return modalities;
  }

  private Modality modality(String id) {
    try {
      return new Modality(id);
    } catch (FuseboxException e) {
      throw new FuseboxException(name() + ": " + e.getMessage(), e);
    }
  }

  private List<PartSpec> strategies(Object value) {
    List<?> chain = value instanceof List<?> list ? list : List.of(value);
    require(!chain.isEmpty(), name() + ": 'strategy' names none");
    return chain.stream().map(part -> part(part, "id", "strategy")).toList();
  }

  /** A part is a map, or just the value of its {@code main} key. */
  private PartSpec part(Object value, String main, String where) {
    Map<String, Object> map =
        value instanceof String ? new LinkedHashMap<>(Map.of(main, value)) : map(value, where);
    Object id = map.remove(main.equals("encoder") ? "encoder" : "id");
    Object model = map.remove("model");
    require(
        id != null || main.equals("model"),
        "%s: '%s' must name its %s, found %s".formatted(name(), where, main, value));
    return new PartSpec(
        id == null ? "" : id.toString(),
        Optional.ofNullable(model).map(m -> path(m.toString())),
        map);
  }

  private Path path(String text) {
    return text.startsWith("embedded:")
        ? models.resolve(text.substring("embedded:".length()))
        : file.resolveSibling(text).normalize();
  }

  private Object required(Map<String, Object> root, String key) {
    require(root.containsKey(key), name() + " must have a '" + key + "'; see docs/pipelines.md");
    return root.get(key);
  }

  private void known(String key) {
    require(KEYS.contains(key), Names.unknown("key", key, KEYS, "in " + name()));
  }

  private static Map<String, Object> only(Map<String, Object> root, String key) {
    return root.containsKey(key) ? Map.of(key, root.get(key)) : Map.of();
  }

  private Map<String, Object> map(Object value, String where) {
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

  private String name() {
    return "the pipeline " + file;
  }
}
