package io.fusebox.runtime.engine.weights;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.storage.FormatVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identity that weights were trained on, alongside the pipeline that is to use them. A setting
 * is the same if its value is, given or by default; one that only one side knows is the same if
 * that side has its default. A plug-in may be replaced without losing what was trained: another
 * version is reported.
 */
final class TrainingProvenance {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingProvenance.class);

  /** Before the names of settings that had their default values. */
  private static final String DEFAULT = "default/";

  private final SortedMap<String, String> was = new TreeMap<>();
  private final SortedMap<String, String> wasDefault = new TreeMap<>();
  private final SortedMap<String, String> is;
  private final SortedMap<String, String> isDefault;

  private TrainingProvenance(SortedMap<String, String> is, SortedMap<String, String> isDefault) {
    this.is = is;
    this.isDefault = isDefault;
  }

  /** The metadata that weights of {@code pipeline} have of it. */
  static SortedMap<String, String> metadata(Pipeline pipeline) {
    SortedMap<String, String> metadata = new TreeMap<>(FormatVersion.metadata());
    metadata.putAll(PipelineIdentity.deciding(pipeline));
    PipelineIdentity.defaults(pipeline)
        .forEach((name, value) -> metadata.put(DEFAULT + name, value));
    return metadata;
  }

  /**
   * Compares.
   *
   * @throws FuseboxException when something else differs than versions of plug-ins, naming both
   *     sides of each difference
   */
  static void require(Path file, Map<String, String> metadata, Pipeline pipeline) {
    read(file, metadata, pipeline).compare(file);
  }

  /** Whether nothing else differs than versions of plug-ins. */
  static boolean fits(Path file, Map<String, String> metadata, Pipeline pipeline) {
    return read(file, metadata, pipeline).differences(false).isEmpty();
  }

  private static TrainingProvenance read(
      Path file, Map<String, String> metadata, Pipeline pipeline) {
    SortedMap<String, String> defaults = PipelineIdentity.defaults(pipeline);
    TrainingProvenance trained;
    if (FormatVersion.of(file, metadata) == FormatVersion.NONE) {
      Version01Metadata old = new Version01Metadata(metadata, pipeline);
      trained = new TrainingProvenance(old.now(), defaults);
      trained.was.putAll(old.saved());
    } else {
      trained = new TrainingProvenance(PipelineIdentity.deciding(pipeline), defaults);
      metadata.forEach(trained::read);
    }
    // Files that were written before the order of inputs was kept do not say it.
    PipelineIdentity.inputs(pipeline)
        .ifPresent(order -> trained.was.putIfAbsent(PipelineIdentity.INPUTS, order));
    return trained;
  }

  private void read(String key, String value) {
    if (key.startsWith(DEFAULT)) {
      wasDefault.put(key.substring(DEFAULT.length()), value);
    } else if (PipelineIdentity.isPart(key)) {
      was.put(key, value);
    }
  }

  private void compare(Path file) {
    List<String> differences = differences(false);
    if (!differences.isEmpty()) {
      throw new FuseboxException(
          ("the weights %s were trained on other parts than this pipeline has: %s. Use the pipeline"
                  + " that they were trained with, or train again; these weights stay as they are")
              .formatted(file, String.join("; ", differences)));
    }
    List<String> versions = differences(true);
    if (!versions.isEmpty()) {
      LOG.warn(
          "the weights {} are used with another build of a plug-in: {}",
          file,
          String.join("; ", versions));
    }
  }

  /** Both sides of what differs: the versions of plug-ins, or all else. */
  private List<String> differences(boolean ofVersions) {
    SortedMap<String, String> before = new TreeMap<>();
    SortedMap<String, String> now = new TreeMap<>();
    for (String key : keys()) {
      if (PipelineIdentity.isVersion(key) == ofVersions) {
        put(before, key, was, wasDefault, is, isDefault);
        put(now, key, is, isDefault, was, wasDefault);
      }
    }
    return Differences.between(before, ofVersions ? "trained with" : "trained on", now, "found");
  }

  private SortedSet<String> keys() {
    SortedSet<String> keys = new TreeSet<>(was.keySet());
    keys.addAll(is.keySet());
    wasDefault.keySet().stream().filter(isDefault::containsKey).forEach(keys::add);
    return keys;
  }

  /** A side that does not know a setting has what the other one has by default. */
  private static void put(
      Map<String, String> to,
      String key,
      Map<String, String> own,
      Map<String, String> ownDefault,
      Map<String, String> other,
      Map<String, String> otherDefault) {
    String value = own.getOrDefault(key, ownDefault.get(key));
    if (value == null && !other.containsKey(key)) {
      value = otherDefault.get(key);
    }
    if (value != null) {
      to.put(key, value);
    }
  }
}
