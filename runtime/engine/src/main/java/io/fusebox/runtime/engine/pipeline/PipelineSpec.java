package io.fusebox.runtime.engine.pipeline;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.settings.NameSuggestions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pipeline as its file describes it: a frozen PLM, any combination of modalities in their order,
 * one strategy (or a chain of them), and how to answer.
 *
 * @param name what its trained weights are kept under
 * @param positions how the PLM counts positions
 * @param trainLayernorm whether each segment but the text has a LayerNorm of its own, which is
 *     trained
 * @param maxLength the longest answer in tokens, decoder start token included (paper: 6)
 * @param generation where everything else about the search for answers is from
 * @param weights trained weights other than those of the workspace
 * @param task what it is asked for
 * @param arguments how a command names it, for hints: a file or a name, and options with it
 */
public record PipelineSpec(
    String name,
    ComponentSpec plm,
    Map<Modality, ComponentSpec> modalities,
    List<ComponentSpec> strategies,
    Positions positions,
    boolean trainLayernorm,
    int maxLength,
    GenerationSource generation,
    Optional<Path> weights,
    ComponentSpec task,
    String arguments) {
  /** What a pipeline is asked for whose file does not say it: open-ended answers. */
  public static final ComponentSpec GENERATION =
      new ComponentSpec("generation", Optional.empty(), Map.of());

  /** The longest answer of a pipeline whose file does not say it. */
  static final int MAX_LENGTH = 6;

  public PipelineSpec {
    modalities = Collections.unmodifiableMap(new LinkedHashMap<>(modalities));
    strategies = List.copyOf(strategies);
  }

  /** A pipeline that commands know by its name. */
  public PipelineSpec(
      String name,
      ComponentSpec plm,
      Map<Modality, ComponentSpec> modalities,
      List<ComponentSpec> strategies,
      Positions positions,
      boolean trainLayernorm,
      int maxLength,
      GenerationSource generation,
      Optional<Path> weights,
      ComponentSpec task) {
    this(
        name,
        plm,
        modalities,
        strategies,
        positions,
        trainLayernorm,
        maxLength,
        generation,
        weights,
        task,
        name);
  }

  /** The strategy's id; of a chain, all of them: {@code linear+promptfuse}. */
  public String strategy() {
    return strategies.stream().map(ComponentSpec::id).collect(Collectors.joining("+"));
  }

  /**
   * The same pipeline with other strategies.
   *
   * @param ids one id, or several joined by '+'; one that the pipeline's file names keeps its
   *     settings
   */
  public PipelineSpec withStrategy(String ids) {
    List<ComponentSpec> others = Arrays.stream(ids.split("\\+")).map(this::strategy).toList();
    return withStrategies(others).withArguments(arguments + " --strategy " + ids);
  }

  /** The same pipeline with other strategies, and so without weights. */
  public PipelineSpec withStrategies(List<ComponentSpec> others) {
    return with(
        modalities,
        others,
        positions,
        trainLayernorm,
        maxLength,
        generation,
        Optional.empty(),
        arguments);
  }

  /** The same pipeline with other encoders. */
  PipelineSpec withModalities(Map<Modality, ComponentSpec> others) {
    return with(
        others, strategies, positions, trainLayernorm, maxLength, generation, weights, arguments);
  }

  /** The same pipeline, its segments placed otherwise. */
  PipelineSpec withPlacing(Positions counted, boolean normsTrained) {
    return with(
        modalities, strategies, counted, normsTrained, maxLength, generation, weights, arguments);
  }

  /** The same pipeline with longer or shorter answers. */
  PipelineSpec withMaxLength(int tokens) {
    return with(
        modalities, strategies, positions, trainLayernorm, tokens, generation, weights, arguments);
  }

  /** The same pipeline with another search for answers. */
  PipelineSpec withGeneration(GenerationSource source) {
    return with(
        modalities, strategies, positions, trainLayernorm, maxLength, source, weights, arguments);
  }

  /** The same pipeline, named by other arguments. */
  public PipelineSpec withArguments(String others) {
    return with(
        modalities, strategies, positions, trainLayernorm, maxLength, generation, weights, others);
  }

  private PipelineSpec with(
      Map<Modality, ComponentSpec> read,
      List<ComponentSpec> joining,
      Positions counted,
      boolean normsTrained,
      int tokens,
      GenerationSource source,
      Optional<Path> trained,
      String called) {
    return new PipelineSpec(
        name, plm, read, joining, counted, normsTrained, tokens, source, trained, task, called);
  }

  /**
   * Refuses inputs that the pipeline would not look at.
   *
   * @throws io.fusebox.api.FuseboxException naming the input, and those that the pipeline reads
   */
  public void requireReads(Collection<Modality> given) {
    List<String> read = modalities.keySet().stream().map(Modality::id).toList();
    for (Modality input : given) {
      require(
          modalities.containsKey(input),
          NameSuggestions.unknown("input", input.id(), read, "of the pipeline " + name));
    }
  }

  /** The inputs that the pipeline reads and that are not given, in its order. */
  public List<Modality> missing(Collection<Modality> given) {
    return modalities.keySet().stream().filter(m -> !given.contains(m)).toList();
  }

  private ComponentSpec strategy(String id) {
    return strategies.stream()
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseGet(() -> new ComponentSpec(id, Optional.empty(), Map.of()));
  }
}
