package io.fusebox.runtime.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that nobody reads, and those that nobody gives. */
class PipelineInputsTest {
  @TempDir Path folder;
  private PipelineSpec spec;

  @BeforeEach
  void readPipeline() throws IOException {
    spec = PipelineFile.read(TinyHome.in(folder).pipeline("strategy: prompting"), folder);
  }

  @Test
  void anInputThatThePipelineDoesNotReadIsRefusedWithThoseThatItReads() {
    String misspelt = refusal("imge");
    assertTrue(misspelt.contains("'imge'"), misspelt);
    assertTrue(misspelt.contains("did you mean image"), misspelt);
    assertTrue(refusal("audio").endsWith("known: image"), refusal("audio"));
    spec.requireReads(List.of("image"));
    spec.requireReads(List.of());
  }

  private String refusal(String input) {
    List<String> given = List.of("image", input);
    return assertThrows(FuseboxException.class, () -> spec.requireReads(given)).getMessage();
  }

  @Test
  void inputsThatAreNotGivenAreMissing() {
    assertEquals(List.of("image"), spec.missing(List.of()));
    assertEquals(List.of(), spec.missing(List.of("image")));
  }
}
