package io.fusebox.toolkit.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.settings.Settings;
import io.fusebox.toolkit.prompt.Prompt.Position;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTest {
  private static FusionSpec spec(long width) {
    return new FusionSpec(new PlmSpec("made-up", "none", width, 50, 64, 2, 1, 2, "0"), List.of());
  }

  private static long parameters(PromptEncoder encoder, long width) {
    return new Prompt(20, Position.FRONT, encoder)
        .weights(spec(width)).stream().mapToLong(w -> w.shape(width).size()).sum();
  }

  @ParameterizedTest
  @CsvSource({
    "FRONT, prompt image audio text",
    "MIDDLE, image audio prompt text",
    "END, image audio text prompt"
  })
  void standsWhereItIsPut(Position position, String order) {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionInput in =
          new FusionInput(
              Segments.of(segment(manager, "image"), segment(manager, "audio")),
              Segments.of(segment(manager, Segment.TEXT)),
              Map.of("prompt", manager.ones(new Shape(3, 4))));
      PlmInput joined = new Prompt(3, position, PromptEncoder.NONE).join(in);
      List<String> names = joined.segments().list().stream().map(Segment::name).toList();
      assertEquals(Arrays.asList(order.split(" ")), names);
      assertEquals(9, joined.length());
    }
  }

  private static Segment segment(NDManager manager, String name) {
    return Segment.unpadded(name, manager.ones(new Shape(2, 2, 4)));
  }

  @Test
  void vectorsAloneAreTrainedFastAndAnEncoderSlowly() {
    for (PromptEncoder encoder : PromptEncoder.values()) {
      for (WeightSpec weight : new Prompt(3, Position.FRONT, encoder).weights(spec(4))) {
        double rate = weight.name().equals("prompt") ? WeightSpec.PROMPT_RATE : WeightSpec.RATE;
        assertEquals(rate, weight.learningRate(), weight.name());
      }
    }
  }

  /** LSTM: for each direction 4h (d + h + 2), the second layer reads d = 2h, too; then the MLP. */
  @Test
  void countsWhatItTrainsAtBaseSize() {
    assertEquals(15_360, parameters(PromptEncoder.NONE, 768));
    assertEquals(15_360 + 590_592, parameters(PromptEncoder.LINEAR, 768));
    long lstm = 4 * (4 * 384 * (768 + 384 + 2));
    assertEquals(15_360 + lstm + 2 * 590_592, parameters(PromptEncoder.LSTM, 768));
  }

  @Test
  void settingsAreReadByTheirNamesInAPipeline() {
    assertEquals(
        new Prompt(5, Position.MIDDLE, PromptEncoder.LSTM),
        Settings.read(
            Prompt.class,
            Map.of("prompt-length", 5, "prompt-position", "middle", "prompt-encoder", "lstm"),
            "made-up"));
    assertEquals(Prompt.ofLength(20), Settings.read(Prompt.class, Map.of(), "made-up"));
  }

  @Test
  void whatIsNoPromptIsRefused() {
    var empty = assertThrows(FuseboxException.class, () -> Prompt.ofLength(0));
    assertEquals("prompt-length must be positive, found 0", empty.getMessage());
    var unknown =
        assertThrows(
            FuseboxException.class,
            () -> Settings.read(Prompt.class, Map.of("prompt-encoder", "gru"), "made-up"));
    assertEquals(
        "setting 'prompt-encoder' of made-up must be one of none, linear, lstm, found 'gru'",
        unknown.getMessage());
  }
}
