package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.api.reference.Row;
import io.fusebox.api.reference.Row.Status;
import io.fusebox.runtime.host.FelixHost;
import io.fusebox.runtime.host.Home;
import io.fusebox.runtime.verify.Verify;
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
    host = new FelixHost(Home.current().plugins());
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
        "hubert-tiny"
      })
  void givesEveryOutputOfTheReference(String name) {
    Path folder = GoldenCase.of(name).folder();
    SafetensorsFile outputs = SafetensorsFile.open(folder.resolve("outputs.safetensors"));
    List<Row> rows = new Verify(host).run(folder);
    assertEquals(
        outputs.names().stream().sorted().toList(), rows.stream().map(Row::output).toList());
    assertEquals(
        List.of(), rows.stream().filter(r -> r.status() != Status.OK).map(Row::line).toList());
  }
}
