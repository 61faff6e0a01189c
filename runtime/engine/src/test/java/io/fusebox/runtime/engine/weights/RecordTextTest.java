package io.fusebox.runtime.engine.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordTextTest {
  @Test
  void componentsAreNamedAsInAPipelinesFile() {
    assertEquals(
        List.of(
            Map.of(
                "frames-encoder", "vit",
                "sampling", "FIXED_RATE",
                "image.prompt-length", "3",
                "image.inner.a", "1",
                "rate", "4.0"),
            Map.of()),
        RecordText.read(
            "FramesConfig[framesEncoder=vit, sampling=FIXED_RATE,"
                + " image={prompt-length=3, inner={a=1}}, rate=4.0]+Config[]"));
  }

  @Test
  void aTextMayHoldACommaOrAPlus() {
    assertEquals(List.of(Map.of("a", "x, y+z", "b", "")), RecordText.read("Config[a=x, y+z, b=]"));
    assertEquals(List.of(Map.of()), RecordText.read(""));
  }
}
