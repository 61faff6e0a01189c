package io.fusebox.runtime.explain.gradients;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.Plm;
import io.fusebox.plm.bart.Bart;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.util.Arrays;

/** A BART smooth enough for 50 steps, and three examples for it; some words are padding. */
final class SmoothCase implements AutoCloseable {
  private static final GoldenCase CASE = GoldenCase.of("integrated-gradients-smooth");

  final NDManager manager = NDManager.newBaseManager();
  final NDManager batch = manager.newSubManager();
  final Plm bart = Bart.load(CASE.checkpoint(), manager, () -> null);
  private final SafetensorsFile inputs = CASE.inputs();

  /** {@code [prompt | image | text]}; the prompt is the same for all. */
  PlmInput input() {
    NDArray prompt = inputs.readFloat(batch, "prompt").expandDims(0);
    NDArray words = bart.embed(inputs.read(batch, "text_ids"));
    return PlmInput.join(
            Segments.of(
                Segment.unpadded(Segment.PROMPT, prompt),
                Segment.unpadded("image", inputs.readFloat(batch, "visual")),
                new Segment(Segment.TEXT, words, inputs.read(batch, "text_mask"))))
        .withPositions(Positions.CONTINUOUS);
  }

  /** One of the examples alone. */
  PlmInput input(int example) {
    PlmInput all = input();
    return PlmInput.join(
            new Segments(all.segments().list().stream().map(s -> alone(s, example)).toList()))
        .withPositions(Positions.CONTINUOUS);
  }

  private static Segment alone(Segment s, int example) {
    long row = s.batch() == 1 ? 0 : example;
    return new Segment(
        s.name(), s.embeddings().get(row).expandDims(0), s.mask().get(row).expandDims(0));
  }

  long[][] labels() {
    NDArray labels = inputs.read(batch, "labels");
    long[] all = labels.toLongArray();
    int columns = Math.toIntExact(labels.getShape().get(1));
    long[][] rows = new long[all.length / columns][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(all, i * columns, (i + 1) * columns);
    }
    return rows;
  }

  AttributionTarget target() {
    return AttributionTarget.labels(labels(), bart.spec());
  }

  @Override
  public void close() {
    manager.close();
  }
}
