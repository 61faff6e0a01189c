package io.fusebox.runtime.engine.weights;

import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.runtime.engine.pipeline.ComponentIdentity;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.toolkit.template.InputTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings of a pipeline that decide the result of a training, by name. */
final class PipelineIdentity {
  static final String PRECISION = "precision";
  static final String FLOAT32 = "float32";
  static final String POSITIONS = "positions";
  static final String TRAIN_LAYERNORM = "train-layernorm";
  static final String TASK = "task";
  static final String TEMPLATE = "template";
  static final String INPUTS = "inputs";

  private PipelineIdentity() {}

  /** The parts by the beginnings of their names. */
  static Map<String, ComponentIdentity> identities(Pipeline pipeline) {
    Map<String, ComponentIdentity> parts = new LinkedHashMap<>();
    parts.put("plm", pipeline.plmIdentity());
    pipeline.modalityInputs().forEach(s -> parts.put("encoder." + s.name(), s.identity()));
    parts.put("strategy", pipeline.strategyIdentity());
    return parts;
  }

  static SortedMap<String, String> deciding(Pipeline pipeline) {
    SortedMap<String, String> parts = new TreeMap<>();
    identities(pipeline).forEach((prefix, part) -> parts.putAll(part.keyEntries(prefix)));
    PipelineSpec spec = pipeline.spec();
    parts.put(PRECISION, FLOAT32);
    parts.put(POSITIONS, positions(pipeline).name().toLowerCase(Locale.ROOT));
    parts.put(TRAIN_LAYERNORM, Boolean.toString(spec.trainLayernorm()));
    if (pipeline.template() != InputTemplate.NONE) {
      spec.template().ifPresent(template -> parts.put(TEMPLATE, template));
    }
    inputs(pipeline).ifPresent(order -> parts.put(INPUTS, order));
    parts.putAll(task(pipeline));
    return parts;
  }

  /** The order in which the PLM reads several inputs; empty where there is nothing to order. */
  static Optional<String> inputs(Pipeline pipeline) {
    List<String> names = pipeline.modalityInputs().stream().map(ModalityInput::name).toList();
    return names.size() < 2 ? Optional.empty() : Optional.of(String.join(", ", names));
  }

  /** Whether a file says it or leaves it to the PLM makes no difference. */
  private static Positions positions(Pipeline pipeline) {
    Positions said = pipeline.spec().positions();
    return said == Positions.AUTO ? pipeline.plm().usualPositions() : said;
  }

  /** Verbalizers have the names that files of 0.1 and after it have. */
  private static SortedMap<String, String> task(Pipeline pipeline) {
    ComponentIdentity task = pipeline.taskIdentity();
    SortedMap<String, String> parts = new TreeMap<>();
    switch (task.plugin()) {
      case "generation" -> parts.put(TASK, "generation");
      case "verbalizer" -> {
        parts.put(TASK, "classification");
        task.settings().forEach((label, word) -> parts.put(TASK + ".word." + label, word));
      }
      default -> parts.putAll(task.keyEntries(TASK));
    }
    return parts;
  }

  /** The settings that have their default values, under the names that others have. */
  static SortedMap<String, String> defaults(Pipeline pipeline) {
    SortedMap<String, String> defaults = new TreeMap<>();
    identities(pipeline).forEach((prefix, part) -> defaults.putAll(part.defaultEntries(prefix)));
    return defaults;
  }

  /** Whether a key of metadata is one of these: {@code run.plan.seed} is none. */
  static boolean isPart(String key) {
    return key.matches("(plm|encoder|strategy|task)\\..*")
        || key.equals(PRECISION)
        || key.equals(POSITIONS)
        || key.equals(TRAIN_LAYERNORM)
        || key.equals(TEMPLATE)
        || key.equals(INPUTS)
        || key.equals(TASK);
  }

  static boolean isVersion(String key) {
    return key.matches("(plm|strategy|task|encoder\\.[^.]*)\\.version");
  }
}
