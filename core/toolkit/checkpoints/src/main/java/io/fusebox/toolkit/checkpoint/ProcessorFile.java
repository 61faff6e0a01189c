package io.fusebox.toolkit.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How inputs are prepared, as a model folder says. Python's transformers 5 writes it into {@code
 * processor_config.json}, a part for each kind of input; older ones wrote {@code
 * preprocessor_config.json}. Where both are there the part counts, as in transformers 5.
 *
 * @param file where it stands
 * @param json the settings; empty where the folder says nothing
 * @param found whether the folder says something
 */
public record ProcessorFile(Path file, JsonNode json, boolean found) {
  private static final String NEW = "processor_config.json";
  private static final String OLD = "preprocessor_config.json";
  private static final int MAX_BYTES = 1 << 20;

  /**
   * Fields that distinguish a file of settings from one that merely names the processor's class.
   */
  private static final List<String> TELLING =
      List.of(
          "image_processor_type",
          "feature_extractor_type",
          "video_processor_type",
          "image_mean",
          "do_resize",
          "do_normalize",
          "sampling_rate");

  private static final Set<String> TYPES = Set.copyOf(TELLING.subList(0, 3));

  /** The kinds of inputs, and where files of both ages speak of them, what goes first first. */
  public enum Kind {
    IMAGE(List.of("image_processor"), List.of(OLD)),
    VIDEO(
        List.of("video_processor", "image_processor"),
        List.of("video_preprocessor_config.json", OLD)),
    AUDIO(List.of("feature_extractor", "audio_processor"), List.of(OLD));

    private final List<String> parts;
    private final List<String> files;

    Kind(List<String> parts, List<String> files) {
      this.parts = parts;
      this.files = files;
    }
  }

  /**
   * Reads what a folder says.
   *
   * @throws FuseboxException when a file of it is malformed
   */
  public static ProcessorFile read(Path folder, Kind kind) {
    List<ProcessorFile> all = new ArrayList<>();
    Optional<JsonNode> young = object(folder.resolve(NEW));
    young.ifPresent(json -> parts(folder, json, kind).forEach(all::add));
    for (String name : kind.files) {
      Path file = folder.resolve(name);
      object(file).ifPresent(json -> all.add(of(file, json)));
    }
    young
        .filter(json -> TELLING.stream().anyMatch(json::has))
        .ifPresent(json -> all.add(of(folder.resolve(NEW), json)));
    if (all.isEmpty()) {
      return new ProcessorFile(
          folder.resolve(OLD), TrackedJsonObject.of(JsonNodeFactory.instance.objectNode()), false);
    }
    all.subList(1, all.size()).forEach(all.get(0)::tellContradictions);
    return all.get(0);
  }

  private static ProcessorFile of(Path file, JsonNode json) {
    return new ProcessorFile(file, TrackedJsonObject.of(json), true);
  }

  private static Optional<JsonNode> object(Path file) {
    return Files.exists(file)
        ? Optional.of(JsonFile.readObject(file, MAX_BYTES))
        : Optional.empty();
  }

  private static List<ProcessorFile> parts(Path folder, JsonNode json, Kind kind) {
    List<ProcessorFile> parts = new ArrayList<>();
    for (String name : kind.parts) {
      JsonNode part = json.path(name);
      if (part.isObject()) {
        parts.add(of(folder.resolve(NEW), part));
      } else if (json.hasNonNull(name)) {
        throw new FuseboxException(
            "'%s' of %s must be an object of settings, found %s; download it again"
                .formatted(name, folder.resolve(NEW), part));
      }
    }
    return parts;
  }

  /** The other says something else of what both speak of. */
  private void tellContradictions(ProcessorFile other) {
    List<String> differing = new ArrayList<>();
    json.properties()
        .forEach(
            e -> {
              JsonNode theirs = other.json.path(e.getKey());
              boolean both = !e.getValue().isNull() && !theirs.isNull() && !theirs.isMissingNode();
              if (both
                  && !TYPES.contains(e.getKey())
                  && !IgnorableFields.contain(e.getKey(), theirs)
                  && !theirs.equals(ProcessorFile::compare, e.getValue())) {
                differing.add(e.getKey());
              }
            });
    if (!differing.isEmpty()) {
      CheckpointWarnings.warnOnce(
          "%s and %s disagree on %s; the former is used"
              .formatted(file, other.file.getFileName(), String.join(", ", differing)));
    }
  }

  /** 1 and 1.0 are the same. */
  private static int compare(JsonNode a, JsonNode b) {
    boolean same = a.equals(b) || a.isNumber() && b.isNumber() && a.asDouble() == b.asDouble();
    return same ? 0 : 1;
  }

  /** The settings, to be read one by one. */
  public ProcessorFields fields() {
    return new ProcessorFields(file, json);
  }

  /**
   * Warns of settings that nobody has asked for, or that there are none; to be called when all that
   * is understood was read.
   *
   * @param inputs what is prepared, for a folder that does not say how
   * @param steps how it is prepared then
   * @throws FuseboxException when a setting that nobody has asked for is a step of preparation
   */
  public void requireUnderstood(String inputs, String steps) {
    if (!found) {
      CheckpointWarnings.warnOnce(
          "%s is missing, and %s too; %s are prepared as usual for such models: %s; put the model's own file there if it has one"
              .formatted(file, NEW, inputs, steps));
    }
    for (TrackedJsonObject.Unread field : ((TrackedJsonObject) json).unread()) {
      if (field.name().startsWith("do_") && field.value().asBoolean()) {
        throw new FuseboxException(
            "%s asks for '%s', a step that is not known here; set it to false if the model does without, or use another checkpoint"
                .formatted(file, field.name()));
      }
      CheckpointWarnings.warnOnce(
          "%s says %s, which is not understood and has no effect here: numbers may differ from those of other programs"
              .formatted(file, field));
    }
  }
}
