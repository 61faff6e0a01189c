package io.fusebox.engine;

import io.fusebox.encoder.Modality;
import io.fusebox.fusion.PlmInput.Positions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline as its file describes it: a frozen PLM, any combination of modalities in their order,
 * one strategy, and how to answer.
 *
 * @param name what its trained weights are kept under
 * @param positions how the PLM counts positions
 * @param maxLength the longest answer in tokens, decoder start token included (paper: 6)
 * @param weights trained weights other than those of the workspace
 */
public record PipelineSpec(
    String name,
    PartSpec plm,
    Map<Modality, PartSpec> modalities,
    PartSpec strategy,
    Positions positions,
    int maxLength,
    Optional<Path> weights) {
  public PipelineSpec {
    modalities = Collections.unmodifiableMap(new LinkedHashMap<>(modalities));
  }

  /** The same pipeline with another strategy and its default settings. */
  public PipelineSpec withStrategy(String id) {
    PartSpec other = new PartSpec(id, Optional.empty(), Map.of());
    PartSpec chosen = id.equals(strategy.id()) ? strategy : other;
    return new PipelineSpec(name, plm, modalities, chosen, positions, maxLength, Optional.empty());
  }
}
