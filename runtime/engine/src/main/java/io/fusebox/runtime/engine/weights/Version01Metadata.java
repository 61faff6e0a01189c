package io.fusebox.runtime.engine.weights;

import io.fusebox.runtime.engine.pipeline.ComponentIdentity;
import io.fusebox.runtime.engine.pipeline.ComponentSpec;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The metadata of a weight file of Fusebox 0.1: settings are the text of a Java record, and of a
 * model's files only configuration and weights are known, by one hash for both.
 */
record Version01Metadata(Map<String, String> metadata, Pipeline pipeline) {
  private static final int HASH = 64;

  /** The identity that it was trained on, in the words of today. */
  SortedMap<String, String> saved() {
    SortedMap<String, String> saved = new TreeMap<>();
    metadata.forEach(
        (key, value) -> {
          if (PipelineIdentity.isPart(key) && !key.endsWith(".settings")) {
            saved.put(key, value);
          }
        });
    saved.computeIfPresent(PipelineIdentity.POSITIONS, (key, value) -> constant(value));
    saved.put(PipelineIdentity.PRECISION, PipelineIdentity.FLOAT32);
    SortedMap<String, String> now = new TreeMap<>(PipelineIdentity.defaults(pipeline));
    now.putAll(PipelineIdentity.deciding(pipeline));
    for (String prefix : PipelineIdentity.identities(pipeline).keySet()) {
      settings(prefix)
          .forEach(
              (name, value) ->
                  saved.put(name, value.equals(now.get(name)) ? value : constant(value)));
    }
    return saved;
  }

  /** The settings of a part; those of a chain begin with the id of whose they are. */
  private SortedMap<String, String> settings(String prefix) {
    List<String> ids = Arrays.asList(metadata.getOrDefault(prefix + ".id", "").split("\\+"));
    List<String> names = ComponentIdentity.names(ids);
    List<SortedMap<String, String>> records =
        RecordText.read(metadata.getOrDefault(prefix + ".settings", ""));
    SortedMap<String, String> settings = new TreeMap<>();
    for (int i = 0; i < records.size(); i++) {
      String owner = ids.size() == 1 ? "" : names.get(Math.min(i, names.size() - 1)) + ".";
      records
          .get(i)
          .forEach((name, value) -> settings.put(prefix + ".settings." + owner + name, value));
    }
    return settings;
  }

  /** A constant of an enum as a pipeline's file names it. */
  private static String constant(String value) {
    return value.matches("[A-Z][A-Z0-9_]*")
        ? value.toLowerCase(Locale.ROOT).replace('_', '-')
        : value;
  }

  /** The pipeline's identity, as far as a file of 0.1 could express it. */
  SortedMap<String, String> now() {
    SortedMap<String, String> now = PipelineIdentity.deciding(pipeline);
    now.keySet().removeIf(key -> key.contains(".file.") || key.startsWith(PipelineIdentity.TASK));
    if (!pipeline.spec().task().settings().isEmpty()) {
      now.put(PipelineIdentity.TASK, pipeline.spec().task().settings().toString());
    }
    now.put("plm.hash", hash(Stream.of(pipeline.spec().plm()), "plm"));
    pipeline
        .spec()
        .inputs()
        .forEach(
            (input, part) -> {
              String prefix = "encoder." + input;
              now.put(prefix + ".hash", hash(Stream.of(part), prefix));
            });
    now.put("strategy.hash", hash(pipeline.spec().strategies().stream(), "strategy"));
    return now;
  }

  /**
   * An encoder that was lent to another looks at the same folder, whose hash stands there again.
   */
  private String hash(Stream<ComponentSpec> parts, String prefix) {
    StringBuilder hash = new StringBuilder();
    parts.flatMap(part -> part.model().stream()).map(Version01Metadata::hash).forEach(hash::append);
    int times = metadata.getOrDefault(prefix + ".hash", "").length() / HASH;
    boolean lent = prefix.startsWith("encoder.") && times > 1;
    return lent ? hash.toString().repeat(times) : hash.toString();
  }

  private static String hash(Path folder) {
    return CheckpointFolder.open(folder).hashWithoutTokenizer();
  }
}
