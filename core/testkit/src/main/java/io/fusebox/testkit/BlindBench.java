package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.EncoderSession;
import io.fusebox.fixtures.Tensors;
import java.util.ArrayList;
import java.util.List;

/** Inputs with a blind prompt, for {@link PlmBlindContract}. */
final class BlindBench {
  private BlindBench() {}

  /**
   * A blind prompt, always the same, and an image and a text, the last of whose words is padding in
   * the first example.
   *
   * @param place whether the prompt comes first (0), between the others (1) or last (2)
   */
  static PlmInput input(PlmBench bench, int place, int examples, long seed) {
    return input(bench, bench.batch(), place, examples, seed);
  }

  private static PlmInput input(
      PlmBench bench, NDManager manager, int place, int examples, long seed) {
    long d = bench.width();
    NDArray words = Tensors.normal(manager, new Shape(examples, 4, d), seed);
    long[] mask = new long[examples * 4];
    java.util.Arrays.fill(mask, 1);
    mask[3] = 0;
    NDArray padding = manager.create(mask, new Shape(examples, 4)).duplicate();
    NDArray image = Tensors.normal(manager, new Shape(examples, 2, d), seed + 100);
    NDArray prompt = Tensors.normal(manager, new Shape(1, 3, d), 5);
    List<Segment> segments = new ArrayList<>();
    segments.add(Segment.unpadded("image", image));
    segments.add(new Segment(Segment.TEXT, words, padding));
    segments.add(place, Segment.unpadded(Segment.PROMPT, prompt).asBlind());
    return PlmInput.join(new Segments(segments));
  }

  /** A prompt whose last vector is padding. */
  static Segment padded(PlmBench bench) {
    return new Segment(
        Segment.PROMPT, bench.segment(Segment.PROMPT, 1, 3).embeddings(), bench.row(1, 1, 0));
  }

  /** The same with nothing blind but a mask that says who sees whom. */
  static PlmInput masked(PlmInput input) {
    List<Boolean> blind = new ArrayList<>();
    List<Segment> seeing = new ArrayList<>();
    for (Segment segment : input.segments()) {
      for (int i = 0; i < segment.length(); i++) {
        blind.add(segment.blind());
      }
      seeing.add(new Segment(segment.name(), segment.embeddings(), segment.mask()));
    }
    int s = blind.size();
    float[] seen = new float[s * s];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = blind.get(i / s) && !blind.get(i % s) ? 0 : 1;
    }
    NDArray mask = manager(input).create(seen, new Shape(s, s)).duplicate();
    return PlmInput.join(new Segments(seeing)).withPositions(input.positions()).withAttention(mask);
  }

  /** The same alongside a mask that forbids nothing: all positions have to be read at once. */
  static PlmInput withFreeMask(PlmInput input) {
    return input.withAttention(manager(input).ones(new Shape(input.length(), input.length())));
  }

  private static NDManager manager(PlmInput input) {
    return input.segments().list().get(0).embeddings().getManager();
  }

  /** The last states of one input; nothing native stays of them but what the session keeps. */
  static float[] encodeAndForget(PlmBench bench, EncoderSession session, int examples) {
    try (NDManager batch = NDManager.newBaseManager()) {
      return session.encode(input(bench, batch, 0, examples, 1)).last().toFloatArray();
    }
  }

  static void assertEqual(EncoderOutput expected, EncoderOutput found, String what) {
    Tensors.assertClose(expected.mask(), found.mask(), 0, what + ": mask");
    assertEquals(expected.hiddenStates().size(), found.hiddenStates().size());
    for (int i = 0; i < expected.hiddenStates().size(); i++) {
      NDArray one = expected.hiddenStates().get(i);
      NDArray other = found.hiddenStates().get(i);
      Tensors.assertClose(one, other, PlmBlindContract.TOLERANCE, what + ": state " + i);
    }
  }
}
