package io.fusebox.runtime.experiments;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.api.settings.Settings;
import io.fusebox.runtime.engine.pipeline.ComponentSpec;
import io.fusebox.runtime.yaml.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads an experiment's YAML file:
 *
 * <pre>
 * pipeline: shapes
 * strategies: [promptfuse, linear+promptfuse]
 * shots: [128, 512]
 * seeds: [0, 1, 2]
 * </pre>
 */
public final class ExperimentFile {
  private static final int MOST_VALUES = 100;
  private static final Set<String> KEYS =
      Set.of(
          "pipeline",
          "data",
          "strategies",
          "shots",
          "seeds",
          "training",
          "subsets",
          "ablations",
          "baselines");

  private final YamlFile yaml;

  private ExperimentFile(YamlFile yaml) {
    this.yaml = yaml;
  }

  /**
   * Reads {@code file}.
   *
   * @throws FuseboxException for an unknown key, with near misses, and for a value that is none
   */
  public static ExperimentSpec read(Path file) {
    return new ExperimentFile(new YamlFile(file.toAbsolutePath(), "experiment")).read();
  }

  private ExperimentSpec read() {
    Map<String, Object> root = yaml.root(KEYS);
    return new ExperimentSpec(
        yaml.file(),
        pipelines(root),
        settings(DataSpec.class, root, "data"),
        list(root, "strategies", List.of()).stream().map(this::chain).toList(),
        list(root, "shots", List.of(512)).stream().map(v -> (int) whole("shots", v)).toList(),
        list(root, "seeds", List.of(0)).stream().map(v -> whole("seeds", v)).toList(),
        settings(TrainingSettings.class, root, "training"),
        list(root, "subsets", List.of()).stream().map(this::subset).toList(),
        ablations(yaml.map(root.getOrDefault("ablations", Map.of()), "'ablations'")),
        baselines(root));
  }

  private <C extends Record> C settings(Class<C> config, Map<String, Object> root, String key) {
    Map<String, Object> given = yaml.map(root.getOrDefault(key, Map.of()), "'" + key + "'");
    return Settings.read(config, given, "'%s' in %s".formatted(key, yaml.name()));
  }

  private List<String> pipelines(Map<String, Object> root) {
    List<?> named = list(root, "pipeline", List.of("shapes"));
    require(!named.isEmpty(), yaml.name() + ": 'pipeline' names none");
    return named.stream().map(String::valueOf).toList();
  }

  /** One value alone is a list of one. */
  private List<?> list(Map<String, Object> root, String key, List<?> byDefault) {
    Object value = root.getOrDefault(key, byDefault);
    List<?> list = value instanceof List<?> many ? many : List.of(value);
    require(
        list.size() <= MOST_VALUES,
        "%s: '%s' has %d values, at most %d are taken"
            .formatted(yaml.name(), key, list.size(), MOST_VALUES));
    require(
        list.stream().noneMatch(v -> v == null) && new HashSet<>(list).size() == list.size(),
        "%s: '%s' must name each value once, found %s"
            .formatted(yaml.name(), key, NameSuggestions.shown(list)));
    return list;
  }

  private long whole(String key, Object value) {
    boolean fits = value instanceof Integer || value instanceof Long && !key.equals("shots");
    require(
        fits && (!key.equals("shots") || (Integer) value >= 0),
        "%s: '%s' must hold whole numbers%s, found '%s'"
            .formatted(
                yaml.name(),
                key,
                key.equals("shots") ? " from 0 (= all) on" : "",
                NameSuggestions.shown(value)));
    return ((Number) value).longValue();
  }

  /** A chain is {@code a+b}, or a list; a part with settings is a map with an {@code id}. */
  private List<ComponentSpec> chain(Object value) {
    if (value instanceof List<?> parts) {
      require(!parts.isEmpty(), yaml.name() + ": a chain in 'strategies' names none");
      return parts.stream().map(this::part).toList();
    }
    return value instanceof String ids
        ? Arrays.stream(ids.split("\\+", -1)).map(this::part).toList()
        : List.of(part(value));
  }

  private ComponentSpec part(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?>) {
      map.putAll(yaml.map(value, "a strategy"));
    } else {
      map.put("id", String.valueOf(value).strip());
    }
    String id = Objects.toString(map.remove("id"), "");
    require(
        !id.isEmpty(),
        "%s: a strategy must name its id, found '%s'"
            .formatted(yaml.name(), NameSuggestions.shown(value)));
    return new ComponentSpec(id, Optional.empty(), map);
  }

  private Set<String> subset(Object value) {
    List<?> parts = value instanceof List<?> many ? many : List.of(value);
    require(!parts.isEmpty(), yaml.name() + ": a subset names no part, give some as [text, audio]");
    return parts.stream().map(String::valueOf).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Map<String, List<Object>> ablations(Map<String, Object> axes) {
    Map<String, List<Object>> ablations = new LinkedHashMap<>();
    axes.keySet()
        .forEach(
            axis -> {
              List<?> values = list(axes, axis, List.of());
              require(
                  !values.isEmpty()
                      && values.stream().noneMatch(v -> v instanceof List || v instanceof Map),
                  "%s: the ablation '%s' must list plain values, found %s"
                      .formatted(yaml.name(), axis, NameSuggestions.shown(values)));
              ablations.put(axis, new ArrayList<>(values));
            });
    return ablations;
  }

  private List<Baseline> baselines(Map<String, Object> root) {
    List<Baseline> all = List.of(Baseline.values());
    List<String> known = all.stream().map(Baseline::id).toList();
    return list(root, "baselines", known).stream()
        .map(
            name ->
                all.stream()
                    .filter(b -> b.id().equals(name))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new FuseboxException(
                                NameSuggestions.unknown(
                                    "baseline", name.toString(), known, "in " + yaml.name()))))
        .toList();
  }
}
