package io.fusebox.runtime.engine.pipeline;

import io.fusebox.api.checkpoint.Checkpoint.Precision;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One plug-in of a pipeline, as its file asks for it.
 *
 * @param id the plug-in's id; for a PLM, empty = the {@code model_type} of its folder
 * @param model the model folder, where the plug-in needs one
 * @param settings what the plug-in's settings record is read from
 * @param precision what its weights are held in, where it has a model
 */
public record ComponentSpec(
    String id, Optional<Path> model, Map<String, Object> settings, Precision precision) {
  public ComponentSpec {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** A part in float32. */
  public ComponentSpec(String id, Optional<Path> model, Map<String, Object> settings) {
    this(id, model, settings, Precision.FLOAT32);
  }

  /** The same part in another precision. */
  ComponentSpec in(Precision other) {
    return new ComponentSpec(id, model, settings, other);
  }

  /** The same part with one setting changed. */
  ComponentSpec with(String setting, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(settings);
    changed.put(setting, value);
    return new ComponentSpec(id, model, changed, precision);
  }
}
