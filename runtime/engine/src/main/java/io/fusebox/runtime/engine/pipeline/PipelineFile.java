package io.fusebox.runtime.engine.pipeline;

import static io.fusebox.api.settings.Settings.require;
import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.settings.Default;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.api.settings.Settings;
import io.fusebox.runtime.engine.yaml.YamlFile;
import io.fusebox.toolkit.files.FileNames;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private static final Set<String> KEYS =
      Set.of(
          "plm",
          "modalities",
          "strategy",
          "positions",
          "train-layernorm",
          "answer",
          "weights",
          "task");

  private final YamlFile yaml;
  private final Path file;
  private final Path models;

  private PipelineFile(Path file, Path models) {
    this.yaml = new YamlFile(file, "pipeline");
    this.file = file;
    this.models = models;
  }

  record AnswerOptions(
      @Default("6") int maxLength, @Default("folder") GenerationSource generation) {
    AnswerOptions {
      require(maxLength > 2, "max-length must be at least 3, found " + maxLength);
      require(maxLength <= 4096, "max-length must be at most 4096, found " + maxLength);
    }
  }

  /** How segments are placed. */
  record PlacementOptions(
      @Default("segment") Positions positions, @Default("false") boolean trainLayernorm) {}

  /**
   * Reads {@code file}.
   *
   * @param models the folder of the models that come with Fusebox
   */
  public static PipelineSpec read(Path file, Path models) {
    require(
        !name(file).matches("\\.{0,2}"),
        "the pipeline file %s has no name before its ending; rename it".formatted(file));
    return new PipelineFile(file.toAbsolutePath(), models).read();
  }

  private static String name(Path file) {
    return YamlFile.nameOf(file);
  }

  private PipelineSpec read() {
    Map<String, Object> root = yaml.root(KEYS);
    PlacementOptions placing =
        Settings.read(PlacementOptions.class, only(root, "positions", "train-layernorm"), name());
    AnswerOptions answer =
        Settings.read(
            AnswerOptions.class, map(root.getOrDefault("answer", Map.of()), "answer"), name());
    return new PipelineSpec(
        name(file),
        part(required(root, "plm"), "model", "plm"),
        modalities(root.getOrDefault("modalities", Map.of())),
        strategies(required(root, "strategy")),
        placing.positions(),
        placing.trainLayernorm(),
        answer.maxLength(),
        answer.generation(),
        Optional.ofNullable(root.get("weights")).map(w -> path(text(w, "weights"))),
        task(root));
  }

  /** An id, or {@code {ID: {SETTING: VALUE, ...}}}. */
  private ComponentSpec task(Map<String, Object> root) {
    Object value = root.getOrDefault("task", PipelineSpec.GENERATION.id());
    if (value instanceof String id) {
      return new ComponentSpec(id, Optional.empty(), Map.of());
    }
    boolean one = value instanceof Map<?, ?> map && map.size() == 1;
    require(
        one,
        "%s: the task must be its id, or {ID: {SETTING: VALUE, ...}}, found %s"
            .formatted(name(), NameSuggestions.shown(value)));
    Map.Entry<?, ?> entry = ((Map<?, ?>) value).entrySet().iterator().next();
    String id = text(entry.getKey(), "task");
    if (entry.getValue() instanceof Map<?, ?> settings) {
      settings.keySet().forEach(key -> requireText(key, id));
    }
    return new ComponentSpec(id, Optional.empty(), map(entry.getValue(), "the task " + id));
  }

  /** YAML reads a bare {@code yes}, {@code no} or {@code 1} as something else than text. */
  private void requireText(Object key, String task) {
    require(
        key instanceof String,
        "%s: the names below the task %s must be text, found %s; put it in quotes"
            .formatted(name(), task, NameSuggestions.shown(key)));
  }

  private Map<Modality, ComponentSpec> modalities(Object value) {
    Map<Modality, ComponentSpec> modalities = new LinkedHashMap<>();
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

  private List<ComponentSpec> strategies(Object value) {
    List<?> chain = value instanceof List<?> list ? list : List.of(value);
    require(!chain.isEmpty(), name() + ": 'strategy' names none");
    return chain.stream().map(part -> part(part, "id", "strategy")).toList();
  }

  /** A part is a map, or just the value of its {@code main} key. */
  private ComponentSpec part(Object value, String main, String where) {
    Map<String, Object> map =
        value instanceof String ? new LinkedHashMap<>(Map.of(main, value)) : map(value, where);
    Object id = map.remove(main.equals("encoder") ? "encoder" : "id");
    Object model = map.remove("model");
    require(
        id != null || main.equals("model"),
        "%s: '%s' must name its %s, found %s"
            .formatted(name(), where, main, NameSuggestions.shown(value)));
    return new ComponentSpec(
        id == null ? "" : text(id, where),
        Optional.ofNullable(model).map(m -> path(text(m, where))),
        map);
  }

  /** A name or a path: also a number, as a folder may be called so. */
  private String text(Object value, String where) {
    require(
        !(value instanceof Map || value instanceof List),
        "%s: '%s' must be a name or a path, found %s"
            .formatted(name(), where, NameSuggestions.shown(value)));
    return value.toString();
  }

  private Path path(String text) {
    try {
      return text.startsWith("embedded:")
          ? FileNames.in(models, text.substring("embedded:".length()))
          : FileNames.in(file.resolveSibling(""), text).normalize();
    } catch (FuseboxException e) {
      throw new FuseboxException(name() + ": " + e.getMessage(), e);
    }
  }

  private Object required(Map<String, Object> root, String key) {
    require(root.containsKey(key), name() + " must have a '" + key + "'; see docs/pipelines.md");
    return requireNonNull(root.get(key));
  }

  private static Map<String, Object> only(Map<String, Object> root, String... keys) {
    Map<String, Object> some = new LinkedHashMap<>(root);
    some.keySet().retainAll(Set.of(keys));
    return some;
  }

  private Map<String, Object> map(Object value, String where) {
    return yaml.map(value, where);
  }

  private String name() {
    return yaml.name();
  }
}
