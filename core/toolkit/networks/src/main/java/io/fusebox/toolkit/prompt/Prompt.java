package io.fusebox.toolkit.prompt;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.settings.Default;
import java.util.List;
import java.util.stream.Stream;

/**
 * Trained prompt vectors before, between or after what a pipeline's parts give: the settings that
 * strategies with a prompt share (the ablations of Liang et al. 2022), and what they mean.
 *
 * @param promptLength how many vectors
 * @param promptPosition where they stand in the PLM's input
 * @param promptEncoder what they pass through before the PLM reads them
 */
public record Prompt(
    @Default("20") int promptLength,
    @Default("front") Position promptPosition,
    @Default("none") PromptEncoder promptEncoder) {
  /** As many as BART has positions; the longest prompts of the literature have 200. */
  private static final int MOST = 1024;

  private static final String VECTORS = "prompt";

  /** Where the prompt stands. */
  public enum Position {
    /** {@code [prompt | features | text]}. */
    FRONT,
    /** {@code [features | prompt | text]}. */
    MIDDLE,
    /** {@code [features | text | prompt]}. */
    END
  }

  public Prompt {
    require(promptLength > 0, "prompt-length must be positive, found " + promptLength);
    require(
        promptLength <= MOST,
        "prompt-length must be at most %d, found %d".formatted(MOST, promptLength));
  }

  /** Vectors in front, as they are. */
  public static Prompt ofLength(int length) {
    return new Prompt(length, Position.FRONT, PromptEncoder.NONE);
  }

  /** The vectors {@code [n, d]}, started from random words, and their encoder's weights. */
  public List<WeightSpec> weights(FusionSpec spec) {
    return Stream.concat(
            Stream.of(WeightSpec.fromVocabulary(VECTORS, promptLength)),
            promptEncoder.weights(VECTORS, spec.plm().width()).stream())
        .toList();
  }

  /** Joins prompt, features and text in their order. */
  public PlmInput join(FusionInput in) {
    NDArray vectors = promptEncoder.encode(in, VECTORS); // [n, d]
    Segments prompt = Segments.of(Segment.unpadded(Segment.PROMPT, vectors.expandDims(0)));
    return switch (promptPosition) {
      case FRONT -> PlmInput.join(prompt, in.features(), in.text());
      case MIDDLE -> PlmInput.join(in.features(), prompt, in.text());
      case END -> PlmInput.join(in.features(), in.text(), prompt);
    };
  }
}
