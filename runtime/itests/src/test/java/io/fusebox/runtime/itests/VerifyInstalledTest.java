package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.OutputResult.Status;
import io.fusebox.runtime.host.FelixHost;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.verify.CaseRunner;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundles that a user gets, against the reference. */
class VerifyInstalledTest {
  private static FelixHost host;

  @BeforeAll
  static void start() {
    host = new FelixHost(FuseboxHome.current().plugins());
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void startsEveryBundle() {
    assertEquals(List.of(), host.refused());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "promptfuse",
        "bart-tiny",
        "vit-tiny",
        "vit-tiny-classifier",
        "wav2vec2-tiny-group",
        "wav2vec2-tiny-layer",
        "hubert-tiny",
        "whisper-tiny",
        "whisper-encoder-tiny",
        "ast-tiny"
      })
  void givesEveryOutputOfTheReference(String name) {
    Path folder = GoldenCase.of(name).folder();
    SafetensorsFile outputs = SafetensorsFile.open(folder.resolve("outputs.safetensors"));
    List<OutputResult> rows = new CaseRunner(host).run(folder);
    assertEquals(
        outputs.names().stream().sorted().toList(),
        rows.stream().map(OutputResult::output).toList());
    assertEquals(
        List.of(),
        rows.stream().filter(r -> r.status() != Status.OK).map(OutputResult::line).toList());
  }
}
