package io.fusebox.testkit;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.plm.Plm;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import java.util.List;

/** Prefixes and texts to read after them, for {@link PlmPrefixContract}. */
final class PrefixBench {
  private PrefixBench() {}

  /** Random keys and values. */
  static Prefix prefix(PlmBench bench, long examples, long length, long seed) {
    PrefixShape of = bench.plm().spec().prefix().orElseThrow();
    Shape shape = new Shape(of.layers(), examples, of.heads(), length, of.headWidth());
    return new Prefix(
        Tensors.normal(bench.batch(), shape, seed), Tensors.normal(bench.batch(), shape, seed + 1));
  }

  /** One example's part of a prefix. */
  static Prefix of(Prefix all, int example) {
    String one = ":, " + example + ":" + (example + 1);
    return new Prefix(all.keys().get(one), all.values().get(one));
  }

  /** Two texts, the first of which has a word less. */
  static Segment texts(PlmBench bench) {
    NDArray mask = bench.batch().create(new long[][] {{1, 1, 1, 0}, {1, 1, 1, 1}});
    return new Segment(Segment.TEXT, bench.segment(Segment.TEXT, 2, 4).embeddings(), mask);
  }

  /** One of them without its padding. */
  static Segment text(PlmBench bench, int example) {
    String words = example == 0 ? "0:1, :3" : "1:2";
    return Segment.unpadded(Segment.TEXT, texts(bench).embeddings().get(words));
  }

  /** The loss of answering after an input. */
  static NDArray loss(PlmBench bench, PlmInput input) {
    Plm plm = bench.plm();
    NDManager manager = bench.batch();
    NDArray labels = manager.create(new long[][] {{7, 2}, {6, -100}});
    NDArray ids = Labels.shiftRight(labels, plm.spec().decoderStart(), plm.spec().pad());
    return Losses.crossEntropy(plm.decode(plm.encode(input), ids).logits(), labels);
  }

  /** The loss's gradients by keys and values, which are the parameters. */
  static List<NDArray> gradients(PlmBench bench, PlmInput input) {
    Prefix prefix = input.prefix().orElseThrow();
    prefix.keys().setRequiresGradient(true);
    prefix.values().setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss(bench, input));
      return List.of(prefix.keys().getGradient(), prefix.values().getGradient());
    }
  }
}
