package io.fusebox.runtime.engine.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.settings.Default;
import io.fusebox.fixtures.ModelFolders;
import io.fusebox.runtime.engine.pipeline.Assembler;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.engine.pipeline.TestPlugins;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.plugins.Plugins;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which weights go with which pipeline. */
class WeightFileTest {
  private static final String OF_01 =
      "strategy: {id: prompting, prompt-length: 3}\npositions: continuous\n"
          + "train-layernorm: true\ntask: {verbalizer: {\"yes\": \" yes\", \"no\": \" no\"}}";

  @TempDir Path folder;
  private TinyHome home;
  private Path file;

  @BeforeEach
  void writeHome() {
    home = TinyHome.in(folder);
    file = folder.resolve("weights.safetensors");
  }

  /** A prompt strategy as later builds of it may be. */
  record Later(String prompt) implements FusionStrategy {
    record WithASettingMore(@Default("front") String place, @Default("4") int promptLength) {}

    record WithAnotherDefault(@Default("front") String place, @Default("3") int promptLength) {}

    record WithoutASetting() {}

    @Override
    public List<WeightSpec> weights(FusionSpec spec) {
      return List.of(WeightSpec.fromVocabulary("prompt", 4));
    }

    @Override
    public PlmInput fuse(FusionInput in) {
      return PlmInput.join(in.prompt(prompt), in.features(), in.text());
    }
  }

  /** The plug-ins with another build of the prompt strategy. */
  private static Plugins with(String version, Class<? extends Record> config) {
    List<PluginFactory<?>> live = new ArrayList<>();
    for (PluginFactory<?> factory : new TestPlugins().registered()) {
      if (!factory.id().equals("prompting")) {
        live.add(factory);
      }
    }
    live.add(
        new PluginFactory<>(
            "prompting", version, FusionStrategy.class, config, (c, h) -> new Later("prompt")));
    return () -> live;
  }

  private Pipeline assemble(Plugins plugins) {
    return new Assembler(plugins).assemble(PipelineFile.read(folder.resolve("tiny.yaml"), folder));
  }

  private void save() {
    try (Pipeline pipeline = home.assemble()) {
      WeightFile.save(file, pipeline, WeightValues.initial(pipeline, 1), Map.of());
    }
  }

  private void copyOf01(String name) throws IOException {
    try (InputStream in =
        WeightFileTest.class.getResourceAsStream("/weights-0.1/" + name + ".safetensors")) {
      Files.copy(in, file);
    }
  }

  private String refusal(Plugins plugins) {
    try (Pipeline pipeline = assemble(plugins)) {
      return assertThrows(FuseboxException.class, () -> WeightFile.load(file, pipeline))
          .getMessage();
    }
  }

  private WeightValues load(Plugins plugins) {
    try (Pipeline pipeline = assemble(plugins)) {
      return WeightFile.load(file, pipeline);
    }
  }

  @Test
  void weightsOfVersion01AreStillRead() throws IOException {
    copyOf01("plain");
    home.pipeline(OF_01);
    WeightValues loaded = load(new TestPlugins());
    try (NDManager manager = NDManager.newBaseManager()) {
      float[] stored = SafetensorsFile.open(file).read(manager, "prompt").toFloatArray();
      assertEquals(3 * 32, stored.length);
      assertArrayEquals(stored, loaded.tensors().get("prompt").data());
    }
  }

  @Test
  void soAreThoseOfChainsAndOfEncodersThatLookThroughOthers() throws IOException {
    copyOf01("chain");
    Files.writeString(
        folder.resolve("tiny.yaml"),
        """
        plm: bart
        modalities:
          video: {encoder: looking, through: bytes, model: bart, image: {width: 40}}
        strategy: [cutting, {id: prompting, prompt-length: 2}]
        """);
    assertEquals(List.of("scale", "prompt"), load(new TestPlugins()).names());
  }

  @Test
  void weightsOfVersion01AreRefusedByWhatDiffers() throws IOException {
    copyOf01("plain");
    home.pipeline(OF_01.replace("prompt-length: 3", "prompt-length: 5"));
    String settings = refusal(new TestPlugins());
    assertTrue(
        settings.contains("strategy.settings.prompt-length: trained on 3, found 5"), settings);
    home.pipeline(OF_01.replace("continuous", "segment"));
    String positions = refusal(new TestPlugins());
    assertTrue(positions.contains("positions: trained on continuous, found segment"), positions);
    home.pipeline(OF_01.replace("\"no\": \" no\"", "\"none\": \" no\""));
    assertTrue(refusal(new TestPlugins()).contains("task: trained on {yes= yes, no= no}"));
    home.pipeline(OF_01);
    Files.writeString(
        folder.resolve("bart/config.json"), " ", java.nio.file.StandardOpenOption.APPEND);
    String model = refusal(new TestPlugins());
    assertTrue(model.contains("plm.hash: trained on 0d513b73167e, found "), model);
    assertFalse(model.contains("strategy"), model);
  }

  @Test
  void aSettingMoreAndARenamedRecordInvalidateNothing() {
    save();
    assertEquals(List.of("prompt"), load(with("1.0.0", Later.WithASettingMore.class)).names());
  }

  @Test
  void aSettingLessInvalidatesNothingWhereItHadItsDefault() throws IOException {
    save();
    assertEquals(List.of("prompt"), load(with("1.0.0", Later.WithoutASetting.class)).names());
    home.pipeline("strategy: {id: prompting, prompt-length: 5}");
    save();
    home.pipeline("strategy: prompting");
    String refusal = refusal(with("1.0.0", Later.WithoutASetting.class));
    assertTrue(refusal.contains("prompt-length: trained on 5, found nothing"), refusal);
  }

  @Test
  void aDefaultThatBecameAnotherOneIsAnotherSetting() throws IOException {
    save();
    String refusal = refusal(with("1.0.0", Later.WithAnotherDefault.class));
    assertTrue(refusal.contains("prompt-length: trained on 4, found 3"), refusal);
    home.pipeline("strategy: {id: prompting, prompt-length: 4}");
    assertEquals(List.of("prompt"), load(with("1.0.0", Later.WithAnotherDefault.class)).names());
  }

  @Test
  void aTemplateDecidesWhatIsTrainedAndNoneInvalidatesNothing() throws IOException {
    save();
    home.pipeline("strategy: prompting\ntemplate: \"{text}\"");
    assertEquals(List.of("prompt"), load(new TestPlugins()).names());
    home.pipeline("strategy: prompting\ntemplate: \"Question: {text}\"");
    String refusal = refusal(new TestPlugins());
    assertTrue(refusal.contains("template: trained on nothing, found Question: {text}"), refusal);
    save();
    assertEquals(List.of("prompt"), load(new TestPlugins()).names());
    home.pipeline("strategy: prompting");
    assertTrue(refusal(new TestPlugins()).contains("template: trained on Question: {text}"));
  }

  @Test
  void anotherBuildOfAPluginKeepsWhatWasTrained() {
    save();
    assertEquals(List.of("prompt"), load(with("1.1.0", Later.WithASettingMore.class)).names());
  }

  @Test
  void theFileOfTheModelThatDiffersIsNamed() throws IOException {
    save();
    Files.writeString(folder.resolve("bart/README.md"), "decides nothing");
    load(new TestPlugins());
    Files.writeString(folder.resolve("bart/tokenizer_config.json"), "{\"model_max_length\": 99}");
    Files.writeString(folder.resolve("bart/generation_config.json"), "{\"num_beams\": 1}");
    String refusal = refusal(new TestPlugins());
    assertTrue(
        refusal.matches(
            "(?s).*plm.file.tokenizer_config.json: trained on [0-9a-f]{12}, found [0-9a-f]{12}.*"),
        refusal);
    assertTrue(
        refusal.contains("plm.file.generation_config.json: trained on nothing, found "), refusal);
    assertFalse(refusal.contains("vocab.json"), refusal);
  }

  @Test
  void aFileOfALaterFuseboxIsRefusedByName() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, String> metadata = new TreeMap<>(Map.of("fusebox.format", "2"));
      SafetensorsWriter.write(
          file,
          Map.of("prompt", manager.zeros(new ai.djl.ndarray.types.Shape(4, 32))),
          metadata,
          Dtype.F32);
    }
    String refusal = refusal(new TestPlugins());
    assertTrue(refusal.contains("was written by a later Fusebox"), refusal);
  }

  @Test
  void weightsThatAreNoNumbersAreRefusedByName() {
    try (Pipeline pipeline = home.assemble()) {
      WeightValues weights = WeightValues.initial(pipeline, 1);
      String name = pipeline.weights().get(0).name();
      weights.tensors().get(name).data()[0] = Float.NaN;
      WeightFile.save(file, pipeline, weights, Map.of());
      String message =
          assertThrows(FuseboxException.class, () -> WeightFile.load(file, pipeline)).getMessage();
      assertTrue(message.startsWith(file + ": the weight '" + name + "' has numbers"), message);
    }
  }

  @Test
  void tensorsThatNothingReadsAreTold() {
    try (Pipeline pipeline = home.assemble();
        NDManager manager = NDManager.newBaseManager()) {
      WeightFile.save(file, pipeline, WeightValues.initial(pipeline, 1), Map.of());
      SafetensorsFile saved = SafetensorsFile.open(file);
      Map<String, NDArray> more = new TreeMap<>();
      saved.names().forEach(name -> more.put(name, saved.read(manager, name)));
      more.put("bogus", manager.ones(new Shape(2)));
      SafetensorsWriter.write(file, more, saved.metadata(), Dtype.F32);
      String told = ModelFolders.logged(() -> WeightFile.load(file, pipeline));
      assertTrue(told.contains("nothing reads its tensors [bogus]"), told);
    }
  }
}
