package io.fusebox.runtime.engine.pipeline;

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
 */
public record ComponentSpec(String id, Optional<Path> model, Map<String, Object> settings) {
  public ComponentSpec {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** The same part with one setting changed. */
  ComponentSpec with(String setting, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(settings);
    changed.put(setting, value);
    return new ComponentSpec(id, model, changed);
  }
}
