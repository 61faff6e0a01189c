package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.demo.DemoPipeline;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.pretrain.EmbeddedPlm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The PLMs that come with Fusebox, and the demo with each of them. */
class EmbeddedPlmsTest {
  private static final long MOST_BYTES = 4_000_000;

  @TempDir Path folder;

  private static Path models() {
    return FuseboxHome.current().models();
  }

  @ParameterizedTest
  @EnumSource
  void isSmallAndIsWhatItsCardSays(EmbeddedPlm kind) throws IOException {
    Path model = models().resolve(kind.folder());
    try (Stream<Path> files = Files.list(model)) {
      assertTrue(files.mapToLong(EmbeddedPlmsTest::size).sum() <= MOST_BYTES, kind.folder());
    }
    String card = Files.readString(model.resolve("README.md"));
    String made =
        "%d updates of %d exercises, highest learning rate %s"
            .formatted(kind.shipped().steps(), kind.shipped().batch(), kind.shipped().rate());
    assertTrue(card.contains("# " + kind.folder()) && card.contains(made), card);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void opensByItsNameAndAnswers(EmbeddedPlm kind) throws IOException {
    Path file = folder.resolve("text.yaml");
    Files.writeString(file, "plm: embedded:%s\nstrategy: noprompt\n".formatted(kind.folder()));
    try (Fusebox box = Fusebox.open(FuseboxHome.current(), folder.resolve("workspace"))) {
      String answer =
          box.ask(box.spec(file.toString()), new Question(Map.of(), "what color is the circle?"))
              .answer()
              .text();
      assertTrue(answer.matches("[a-z]+"), answer);
    }
  }

  @Test
  void areNamedInTheDocs() throws IOException {
    String docs = Files.readString(Path.of("../../docs/models.md"));
    for (EmbeddedPlm kind : EmbeddedPlm.values()) {
      assertTrue(docs.contains("**" + kind.folder() + "**"), kind.folder());
    }
  }

  @Test
  void theDemoKeepsAPipelineOfEachPlm() throws IOException {
    try (Fusebox box = Fusebox.open(FuseboxHome.current(), folder)) {
      DemoPipeline llama = DemoPipeline.with(box, "embedded:llama-shapes");
      assertEquals("shapes-llama-shapes", llama.name());
      assertEquals(List.of("noprompt", "blackimage"), llama.controls());
      assertEquals(llama, DemoPipeline.with(box, "embedded:llama-shapes"), "it may be there");
      try (Pipeline pipeline = box.assemble(box.spec(llama.name()))) {
        assertEquals("llama", pipeline.plm().spec().modelType());
        assertEquals("promptfuse", pipeline.spec().strategy());
      }
      DemoPipeline own = DemoPipeline.with(box, models().resolve("bart-shapes").toString());
      assertEquals("shapes-bart-shapes", own.name());
      assertEquals("linear+promptfuse", box.spec(own.name()).strategy());
      assertEquals(List.of("linear+blackimage"), own.controls());
      String message =
          assertThrows(FuseboxException.class, () -> DemoPipeline.with(box, "embedded:bart-shapes"))
              .getMessage();
      assertTrue(message.contains("shapes-bart-shapes.yaml is there already"), message);
    }
  }

  @Test
  void noPipelineIsLeftOfWhatIsNoPlm() {
    try (Fusebox box = Fusebox.open(FuseboxHome.current(), folder)) {
      for (String plm : List.of("embedded:nothing", "embedded:vit-shapes", folder.toString())) {
        assertThrows(FuseboxException.class, () -> DemoPipeline.with(box, plm), plm);
      }
      assertFalse(Files.exists(box.workspace().pipelines().resolve("shapes-nothing.yaml")));
      assertFalse(Files.exists(box.workspace().pipelines().resolve("shapes-vit-shapes.yaml")));
    }
  }
}
