package io.fusebox.plm.t5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.Plm.Decoded;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distances in place of positions, and what goes through them. */
class DistancesTest {
  private final T5Case golden = new T5Case("t5v11-tiny");

  @AfterEach
  void close() {
    golden.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-1, 1",
    "-7, 7",
    "-8, 8",
    "-16, 10",
    "-32, 12",
    "-64, 14",
    "-127, 15",
    "-128, 15",
    "-9999, 15",
    "1, 17",
    "7, 23",
    "8, 24",
    "16, 26",
    "64, 30",
    "200, 31"
  })
  void tellsBothDirectionsApartInTheEncoder(int ahead, int bucket) {
    assertEquals(
        bucket,
        RelativePositionBuckets.of(new T5Config.RelativePositions(32, 128), true).of(ahead));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "5, 0", "-15, 15", "-16, 16", "-32, 21", "-64, 26", "-128, 31", "-500, 31"})
  void looksBackAloneInTheDecoder(int ahead, int bucket) {
    assertEquals(
        bucket,
        RelativePositionBuckets.of(new T5Config.RelativePositions(32, 128), false).of(ahead));
  }

  @Test
  void countsThemOverTheJoinedSequenceWhateverThePositions() {
    NDArray x = Tensors.normal(golden.manager, new Shape(2, 30, 32), 1);
    Segment image = Segment.unpadded("image", x.get(":, :20"));
    Segment text = Segment.unpadded(Segment.TEXT, x.get(":, 20:"));
    PlmInput two = PlmInput.join(Segments.of(image, text));
    NDArray joined = last(PlmInput.join(Segments.of(Segment.unpadded("all", x))));
    for (PlmInput.Positions positions : PlmInput.Positions.values()) {
      Tensors.assertClose(joined, last(two.withPositions(positions)), 1e-5, positions.toString());
    }
    assertTrue(Tensors.maxDifference(joined, last(PlmInput.join(Segments.of(text, image)))) > 0.1);
  }

  @Test
  void refusesWhatIsTooLong() {
    Segment endless = Segment.unpadded("image", golden.manager.zeros(new Shape(1, 8193, 32)));
    FuseboxException e =
        assertThrows(FuseboxException.class, () -> last(PlmInput.join(Segments.of(endless))));
    assertEquals(
        "the encoder's input is 8193 positions long, and at most 8192 are read; shorten it",
        e.getMessage());
  }

  @Test
  void givesThePromptTheSlopeOfTheLossAndNothingElseAGradient() {
    NDArray prompt = Tensors.normal(golden.manager, new Shape(4, 32), 5);
    prompt.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss(prompt));
    }
    NDArray gradient = prompt.getGradient();
    double steepness = gradient.norm().getFloat();
    NDArray way = gradient.div(gradient.norm()).mul(golden.manager.create(0.02f));
    NDArray start = prompt.stopGradient();
    double rise = loss(start.add(way)).getFloat() - loss(start.sub(way)).getFloat();
    assertEquals(steepness, rise / 0.04, 0.02 * steepness);
    golden.t5.parameters().forEach((name, t) -> assertFalse(t.hasGradient(), name));
  }

  @Test
  void givesEveryParameterAGradientWhenItIsThawed() {
    golden.t5.parameters().values().forEach(t -> t.setRequiresGradient(true));
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss(golden.t5.embed(golden.manager.create(new long[] {7, 8, 9}))));
      golden
          .t5
          .parameters()
          .forEach((name, t) -> assertTrue(t.getGradient().abs().max().getFloat() > 0, name));
    }
  }

  private NDArray last(PlmInput input) {
    return golden.t5.encode(input).last();
  }

  /** Of a prompt before the case's text. */
  private NDArray loss(NDArray prompt) {
    Segment before = Segment.unpadded(Segment.PROMPT, prompt.expandDims(0));
    Segment text = new Segment(Segment.TEXT, golden.embedded(), golden.in("attention_mask"));
    NDArray labels = golden.in("labels");
    Decoded decoded =
        golden.t5.decode(
            golden.t5.encode(PlmInput.join(Segments.of(before, text))),
            Labels.shiftRight(labels, 0, 0));
    return Losses.crossEntropy(decoded.logits(), labels);
  }
}
