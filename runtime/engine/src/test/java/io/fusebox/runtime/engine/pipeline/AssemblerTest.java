package io.fusebox.runtime.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.WeightSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssemblerTest {
  @TempDir Path folder;
  private TinyHome home;

  @BeforeEach
  void writeHome() {
    home = TinyHome.in(folder);
  }

  private String refusal() {
    return assertThrows(FuseboxException.class, home::assemble).getMessage();
  }

  private static void assertSays(String message, String... words) {
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void partsThatFitAreAssembledAndIdentified() {
    try (Pipeline pipeline = home.assemble()) {
      assertEquals("bart", pipeline.plmIdentity().plugin());
      assertEquals(
          Set.of(
              "config.json",
              "merges.txt",
              "model.safetensors",
              "tokenizer_config.json",
              "vocab.json"),
          pipeline.plmIdentity().files().keySet());
      ComponentIdentity bytes = pipeline.modalityInputs().get(0).identity();
      assertEquals(Map.of(), bytes.settings());
      assertEquals(Map.of("width", "32"), bytes.defaults());
      assertEquals(1, pipeline.weights().size());
    }
  }

  @Test
  void anUnknownStrategyIsRefusedWithNearMisses() throws IOException {
    home.pipeline("strategy: promting");
    assertSays(refusal(), "unknown fusion strategy 'promting'", "did you mean prompting?");
  }

  @Test
  void anUnknownSettingIsRefusedWithTheKnownOnes() throws IOException {
    home.pipeline("strategy: {id: prompting, prompt-lenght: 3}");
    assertSays(refusal(), "unknown setting 'prompt-lenght'", "did you mean prompt-length?");
  }

  @Test
  void anotherWidthIsRefusedWithBothNamedAndTheWayOut() throws IOException {
    Files.writeString(
        folder.resolve("tiny.yaml"),
        "plm: bart\nmodalities:\n  image: {encoder: bytes, width: 48}\nstrategy: prompting\n");
    assertSays(refusal(), "bytes", "width 48", "bart", "width 32", "linear");
  }

  @Test
  void aMissingModelFolderIsRefusedByItsPath() throws IOException {
    Files.writeString(folder.resolve("tiny.yaml"), "plm: nowhere\nstrategy: prompting\n");
    assertSays(refusal(), folder.resolve("nowhere").toString());
  }

  @Test
  void anEncoderOfAnotherModalityIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("tiny.yaml"),
        "plm: bart\nmodalities:\n  audio: {encoder: bytes}\nstrategy: prompting\n");
    assertSays(refusal(), "bytes reads image", "audio");
  }

  @Test
  void aChainProjectsFirstAndJoinsLast() throws IOException {
    Files.writeString(
        folder.resolve("tiny.yaml"),
        "plm: bart\nmodalities:\n  image: {encoder: bytes, width: 48}\n"
            + "strategy: [cutting, {id: prompting, prompt-length: 2}]\n");
    try (Pipeline pipeline = home.assemble()) {
      assertEquals("cutting+prompting", pipeline.spec().strategy());
      assertEquals("cutting+prompting", pipeline.strategyIdentity().plugin());
      assertEquals(
          List.of("scale", "prompt"), pipeline.weights().stream().map(WeightSpec::name).toList());
    }
  }

  @Test
  void aChainWhoseFirstStrategyJoinsIsRefused() throws IOException {
    home.pipeline("strategy: [prompting, cutting]");
    assertSays(refusal(), "prompting cannot be followed by cutting", "Put it last");
  }

  @Test
  void aChainWithTwoWeightsOfOneNameIsRefused() throws IOException {
    home.pipeline("strategy: [cutting, cutting]");
    assertSays(refusal(), "two of them declare a weight 'scale'");
  }

  @Test
  void anEncoderThatOffersNoParametersCannotBeThawed() throws IOException {
    home.pipeline("strategy: thawing");
    assertSays(refusal(), "thawing", "image encoder bytes", "no parameters to train");
  }

  @Test
  void thawingNeedsAnEncoder() throws IOException {
    Files.writeString(folder.resolve("tiny.yaml"), "plm: bart\nstrategy: thawing\n");
    assertSays(refusal(), "no features", "name an input");
  }

  @Test
  void aProjectionThatLeavesFeaturesOfAnotherWidthIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("tiny.yaml"),
        "plm: bart\nmodalities:\n  image: {encoder: bytes, width: 48}\nstrategy: thawing\n");
    assertSays(refusal(), "width 48", "width 32", "thawing");
  }

  @Test
  void anotherStrategysWeightsAreToldWithoutLoadingThePartsAgain() throws IOException {
    home.pipeline("dense", "strategy: prompting");
    try (Pipeline pipeline = home.assemble()) {
      Assembler assembler = new Assembler(new TestPlugins());
      assertEquals(3, assembler.weights(pipeline, "thawing").size());
      assertEquals(4, assembler.weights(pipeline, "thawing+prompting").size());
      assertTrue(pipeline.thawed().isEmpty());
    }
  }

  private void looking(String settings) throws IOException {
    Files.writeString(
        folder.resolve("tiny.yaml"),
        "plm: bart\nmodalities:\n  video: {encoder: looking, "
            + settings
            + "}\nstrategy: prompting\n");
  }

  @Test
  void anEncoderMaySeeThroughAnotherOneAndIsAnotherThingThen() throws IOException {
    looking("through: bytes");
    try (Pipeline pipeline = home.assemble()) {
      ComponentIdentity identity = pipeline.modalityInputs().get(0).identity();
      assertEquals("looking+bytes", identity.plugin());
      assertEquals("1.0.0+1.0.0", identity.version());
      assertEquals(Map.of("looking.through", "bytes"), identity.settings());
      assertEquals(Map.of("bytes.width", "32"), identity.defaults());
    }
    looking("through: bytes, image: {width: 48}");
    assertSays(refusal(), "width 48", "looking+bytes");
  }

  @Test
  void anEncoderThatIsNotLiveCannotBeSeenThrough() throws IOException {
    looking("through: bites");
    assertSays(refusal(), "bites", "did you mean bytes?");
    looking("through: bytes, image: {with: 3}");
    assertSays(refusal(), "unknown setting 'with'");
    looking("through: bytes, image: small");
    assertSays(refusal(), "'image' of looking must be settings", "small");
  }

  @Test
  void aBadConfigurationIsToldWithItsFolder() throws IOException {
    Path config = folder.resolve("bart/config.json");
    String good = Files.readString(config);
    for (String bad : List.of("\"d_model\": \"16\"", "\"activation_function\": \"swoosh\"")) {
      String name = bad.substring(0, bad.indexOf(':'));
      Files.writeString(config, good.replaceFirst(name + "\\s*:\\s*[^,}]*", bad));
      assertSays(refusal(), "; its model folder is " + folder.resolve("bart"));
    }
  }
}
