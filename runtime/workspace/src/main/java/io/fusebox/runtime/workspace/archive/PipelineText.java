package io.fusebox.runtime.workspace.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.yaml.YamlFile;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The text of a pipeline's file with other models. As long as none is another, it stays as it is.
 */
final class PipelineText {
  private static final String MODEL = "model";

  private PipelineText() {}

  /**
   * The file's text without weights of its own, and with its models named otherwise.
   *
   * @param models gives the new name of each model
   */
  static byte[] of(Path file, UnaryOperator<String> models) {
    Map<String, Object> before = new YamlFile(file, "pipeline").root(PipelineFile.KEYS);
    Map<String, Object> after = new LinkedHashMap<>(before);
    after.remove("weights");
    after.computeIfPresent("plm", (key, plm) -> part(plm, true, models));
    after.computeIfPresent("inputs", (key, inputs) -> each(inputs, models));
    after.computeIfPresent("modalities", (key, inputs) -> each(inputs, models));
    after.computeIfPresent("strategy", (key, strategy) -> chain(strategy, models));
    try {
      return after.equals(before) ? Files.readAllBytes(file) : written(after);
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }

  /** A part is a map, or just its main value. */
  private static Object part(Object value, boolean isModel, UnaryOperator<String> models) {
    if (!(value instanceof Map<?, ?> map)) {
      return isModel ? models.apply(value.toString()) : value;
    }
    Map<Object, Object> changed = new LinkedHashMap<>(map);
    changed.computeIfPresent(MODEL, (key, model) -> models.apply(model.toString()));
    return changed.equals(map) ? value : changed;
  }

  private static Object each(Object inputs, UnaryOperator<String> models) {
    if (!(inputs instanceof Map<?, ?> map)) {
      return inputs;
    }
    Map<Object, Object> changed = new LinkedHashMap<>();
    map.forEach((name, input) -> changed.put(name, part(input, false, models)));
    return changed;
  }

  private static Object chain(Object strategy, UnaryOperator<String> models) {
    return strategy instanceof List<?> list
        ? list.stream().map(s -> part(s, false, models)).toList()
        : part(strategy, false, models);
  }

  /** JSON strings mean the same in YAML. */
  private static byte[] written(Map<String, Object> root) {
    ObjectMapper json = new ObjectMapper();
    StringBuilder text = new StringBuilder();
    root.forEach(
        (key, value) -> {
          try {
            text.append(key).append(": ").append(json.writeValueAsString(value)).append('\n');
          } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
          }
        });
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
