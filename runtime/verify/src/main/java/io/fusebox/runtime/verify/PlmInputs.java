package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.tensor.AttentionMasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the PLM's inputs from what a case holds. */
final class PlmInputs {
  private PlmInputs() {}

  /** {@code input_ids} alone; without {@code mask} padding is attended to. */
  static PlmInput text(Plm plm, NDArray ids, Optional<NDArray> mask) {
    return text(plm.embed(ids), mask);
  }

  /** Embeddings {@code [b, s, d]} alone; without {@code mask} padding is attended to. */
  static PlmInput text(NDArray embeddings, Optional<NDArray> mask) {
    Segment text =
        mask.map(m -> new Segment(Segment.TEXT, embeddings, m))
            .orElseGet(() -> Segment.unpadded(Segment.TEXT, embeddings));
    return new PlmInput(Segments.of(text), Optional.empty(), Positions.CONTINUOUS);
  }

  /**
   * {@code [prompt | visual | text]}.
   *
   * @param prompt {@code [n, d]}
   * @param maskName the input that holds the padding of all three, {@code [b, s]}
   * @param manager owns what is read and made
   */
  static PlmInput fused(
      Plm plm, SafetensorsFile inputs, NDArray prompt, String maskName, NDManager manager) {
    NDArray mask = inputs.read(manager, maskName);
    NDArray visual = inputs.readFloat(manager, "visual");
    NDArray text = plm.embed(inputs.read(manager, "text_ids"));
    long n = prompt.getShape().get(0);
    long m = visual.getShape().get(1);
    NDArray shared = prompt.expandDims(0);
    Segments segments =
        Segments.of(
            new Segment(Segment.PROMPT, shared, columns(mask, 0, n)),
            new Segment("image", visual, columns(mask, n, n + m)),
            new Segment(Segment.TEXT, text, columns(mask, n + m, mask.getShape().get(1))));
    return new PlmInput(segments, Optional.empty(), Positions.CONTINUOUS);
  }

  /**
   * The first segment blind, as BlindPrompt joins it, if that is all that a case's mask says in
   * addition to the padding; otherwise the input under that mask.
   *
   * @param mask {@code [b, 1, s, s]} or {@code [s, s]}, 1 = attend
   * @param padding {@code [b, s]}
   */
  static PlmInput blind(PlmInput input, NDArray mask, NDArray padding) {
    List<Segment> segments = new ArrayList<>(input.segments().list());
    segments.set(0, shared(segments.get(0)).asBlind());
    PlmInput blind = input.withSegments(new Segments(segments));
    NDArray real = AttentionMasks.padding(padding);
    NDArray said = real.logicalAnd(mask);
    NDArray known = real.logicalAnd(blind.blindness(mask.getManager()));
    return said.contentEquals(known) ? blind : input.withAttention(mask);
  }

  /** Padding that is nowhere is the same for every example. */
  private static Segment shared(Segment prompt) {
    return prompt.mask().min().getLong() == 1
        ? Segment.unpadded(prompt.name(), prompt.embeddings())
        : prompt;
  }

  private static NDArray columns(NDArray mask, long from, long to) {
    return mask.get(new NDIndex(":, {}:{}", from, to));
  }

  /** The joined embeddings {@code [b, s, d]}, before positions. */
  static NDArray embeddings(PlmInput input) {
    NDList all = new NDList();
    for (Segment segment : input.segments()) {
      long[] shape = segment.embeddings().getShape().getShape().clone();
      shape[0] = input.batch();
      all.add(segment.embeddings().broadcast(shape));
    }
    return NDArrays.concat(all, 1);
  }
}
