package io.fusebox.runtime.engine.pipeline;

import static io.fusebox.api.settings.Settings.require;
import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.settings.Default;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.api.settings.Settings;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.yaml.YamlFile;
import io.fusebox.toolkit.files.FileNames;
import io.fusebox.toolkit.template.InputTemplate;
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
 * inputs:
 *   image: {encoder: vit, model: embedded:vit-shapes, features: sequence}
 * strategy: {id: promptfuse, prompt-length: 20}
 * </pre>
 *
 * The keys below {@code inputs}, or below {@code modalities}, as it was called first, are names and
 * their encoders. A path is relative to the file; {@code embedded:NAME} is a model that comes with
 * Fusebox.
 */
public final class PipelineFile {
  /** Of the whole pipeline, or of its PLM or one encoder. */
  static final String PRECISION = "precision";

  /** Every key that a pipeline's file may have. */
  public static final Set<String> KEYS =
      Set.of(
          "plm",
          "modalities",
          "inputs",
          "strategy",
          "positions",
          "train-layernorm",
          "answer",
          "weights",
          "task",
          "template",
          "serving",
          PRECISION);

  /** Names that manifests have for other things, and the PLM's input for other segments. */
  private static final Set<String> RESERVED =
      Set.of(Segment.PROMPT, Segment.TEXT, "template", "id", "question", "answer", "answers");

  private final YamlFile yaml;
  private final Path file;
  private final Path models;
  private final Path folder;

  private PipelineFile(Path file, Path models, Path folder) {
    this.yaml = new YamlFile(file, "pipeline");
    this.file = file;
    this.folder = folder;
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
      @Default("auto") Positions positions, @Default("false") boolean trainLayernorm) {}

  /**
   * Reads {@code file}.
   *
   * @param models the folder of the models that come with Fusebox
   */
  public static PipelineSpec read(Path file, Path models) {
    return read(file, models, file.toAbsolutePath().resolveSibling(""));
  }

  /**
   * Reads a copy of a pipeline's file.
   *
   * @param models the folder of the models that come with Fusebox
   * @param folder what the paths in the file are relative to
   */
  public static PipelineSpec read(Path file, Path models, Path folder) {
    require(
        !name(file).matches("\\.{0,2}"),
        "the pipeline file %s has no name before its ending; rename it".formatted(file));
    return new PipelineFile(file.toAbsolutePath(), models, folder).read();
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
    PipelineSpec spec =
        new PipelineSpec(
            name(file),
            model(root, required(root, "plm"), "model", "plm"),
            inputs(root),
            strategies(required(root, "strategy")),
            placing.positions(),
            placing.trainLayernorm(),
            answer.maxLength(),
            answer.generation(),
            Optional.ofNullable(root.get("weights")).map(w -> path(text(w, "weights"))),
            task(root));
    Serving serving =
        Settings.read(
            Serving.class, map(root.getOrDefault("serving", Map.of()), "serving"), name());
    return spec.withTemplate(template(root)).withServing(serving);
  }

  /** Whether the PLM's folder has a chat template is seen when the folder is opened. */
  private Optional<String> template(Map<String, Object> root) {
    if (!root.containsKey("template")) {
      return Optional.empty();
    }
    if (root.get("template") instanceof String template) {
      return Optional.of(wellFormed(template, name()));
    }
    throw new FuseboxException(
        "%s: 'template' must be chat or a text with {text} in it, found %s; put it in quotes"
            .formatted(name(), NameSuggestions.shown(root.get("template"))));
  }

  static String wellFormed(String template, String where) {
    try {
      InputTemplate.requireWellFormed(template);
      return template;
    } catch (FuseboxException e) {
      throw new FuseboxException("%s: 'template': %s".formatted(where, e.getMessage()), e);
    }
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

  private Map<String, ComponentSpec> inputs(Map<String, Object> root) {
    require(
        !(root.containsKey("inputs") && root.containsKey("modalities")),
        name() + ": 'inputs' and 'modalities' mean the same; leave one of them out");
    String key = root.containsKey("modalities") ? "modalities" : "inputs";
    Map<String, ComponentSpec> inputs = new LinkedHashMap<>();
    map(root.getOrDefault(key, Map.of()), key)
        .forEach((input, part) -> inputs.put(named(input), model(root, part, "encoder", input)));
    return inputs;
  }

  private String named(String input) {
    require(
        Question.isInputName(input),
        "%s: an input's name must be lower-case letters, digits and '-', found '%s'"
            .formatted(name(), NameSuggestions.shown(input)));
    require(
        !RESERVED.contains(input),
        "%s: an input cannot be called '%s', which means something else in data and weights; give it another name"
            .formatted(name(), input));
    return input;
  }

  private List<ComponentSpec> strategies(Object value) {
    List<?> chain = value instanceof List<?> list ? list : List.of(value);
    require(!chain.isEmpty(), name() + ": 'strategy' names none");
    return chain.stream().map(part -> part(part, "id", "strategy")).toList();
  }

  /** A part with a model, which is in a precision: its own, or that of the whole pipeline. */
  private ComponentSpec model(Map<String, Object> root, Object value, String main, String where) {
    Map<String, Object> own =
        value instanceof Map ? new LinkedHashMap<>(map(value, where)) : new LinkedHashMap<>();
    require(
        !own.containsKey(PRECISION) || own.containsKey("model") || main.equals("model"),
        "%s: '%s' has a precision, but no model that could be in it; leave it out"
            .formatted(name(), where));
    Object precision = own.containsKey(PRECISION) ? own.remove(PRECISION) : root.get(PRECISION);
    return part(value instanceof Map ? own : value, main, where)
        .in(precision == null ? Precision.FLOAT32 : precision(precision, name()));
  }

  /** The value of a setting {@code precision}. */
  static Precision precision(Object value, String where) {
    return Settings.read(PrecisionOption.class, Map.of(PRECISION, value), where).precision();
  }

  /** How precisely the models compute. */
  record PrecisionOption(@Default("float32") Precision precision) {}

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
          : FileNames.in(folder, text).normalize();
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
