package io.fusebox.engine;

import io.fusebox.encoder.Modality;
import io.fusebox.fusion.PlmInput.Positions;
import java.nio.file.Path;
import java.util.Arrays;
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
 */
public record PipelineSpec(
    String name,
    PartSpec plm,
    Map<Modality, PartSpec> modalities,
    List<PartSpec> strategies,
    Positions positions,
    boolean trainLayernorm,
    int maxLength,
    GenerationSource generation,
    Optional<Path> weights,
    TaskSpec task) {
  public PipelineSpec {
    modalities = Collections.unmodifiableMap(new LinkedHashMap<>(modalities));
    strategies = List.copyOf(strategies);
  }

  /** The strategy's id; of a chain, all of them: {@code linear+promptfuse}. */
  public String strategy() {
    return strategies.stream().map(PartSpec::id).collect(Collectors.joining("+"));
  }

  /**
   * The same pipeline with other strategies.
   *
   * @param ids one id, or several joined by '+'; one that the pipeline's file names keeps its
   *     settings
   */
  public PipelineSpec withStrategy(String ids) {
    return withStrategies(Arrays.stream(ids.split("\\+")).map(this::strategy).toList());
  }

  /** The same pipeline with other strategies, and so without weights. */
  public PipelineSpec withStrategies(List<PartSpec> others) {
    return new PipelineSpec(
        name,
        plm,
        modalities,
        others,
        positions,
        trainLayernorm,
        maxLength,
        generation,
        Optional.empty(),
        task);
  }

  /** The same pipeline with other encoders. */
  PipelineSpec withModalities(Map<Modality, PartSpec> others) {
    return new PipelineSpec(
        name,
        plm,
        others,
        strategies,
        positions,
        trainLayernorm,
        maxLength,
        generation,
        weights,
        task);
  }

  /** The same pipeline, its segments placed otherwise. */
  PipelineSpec withPlacing(Positions counted, boolean normsTrained) {
    return new PipelineSpec(
        name,
        plm,
        modalities,
        strategies,
        counted,
        normsTrained,
        maxLength,
        generation,
        weights,
        task);
  }

  /** The same pipeline with longer or shorter answers. */
  PipelineSpec withMaxLength(int tokens) {
    return withAnswer(tokens, generation);
  }

  /** The same pipeline with another search for answers. */
  PipelineSpec withGeneration(GenerationSource source) {
    return withAnswer(maxLength, source);
  }

  private PipelineSpec withAnswer(int tokens, GenerationSource source) {
    return new PipelineSpec(
        name,
        plm,
        modalities,
        strategies,
        positions,
        trainLayernorm,
        tokens,
        source,
        weights,
        task);
  }

  private PartSpec strategy(String id) {
    return strategies.stream()
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseGet(() -> new PartSpec(id, Optional.empty(), Map.of()));
  }
}
