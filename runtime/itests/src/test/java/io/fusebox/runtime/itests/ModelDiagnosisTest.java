package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.host.Doctor.Diagnosis;
import io.fusebox.runtime.host.FelixHost;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.ModelDiagnosis;
import io.fusebox.testkit.GoldenCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of model folders, and that docs/models.md lists what is read. */
class ModelDiagnosisTest {
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  @TempDir Path folder;
  private static FelixHost host;

  @BeforeAll
  static void start() {
    host = new FelixHost(FuseboxHome.current().plugins());
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static String said(Path model, boolean good) {
    List<Diagnosis> findings = new ModelDiagnosis(host, model).examine();
    String said =
        findings.stream()
            .map(f -> "%s %s: %s".formatted(f.good() ? "ok" : "WRONG", f.part(), f.found()))
            .collect(Collectors.joining("\n"));
    assertEquals(good, findings.stream().allMatch(Diagnosis::good), said);
    return said;
  }

  @Test
  void aPlmThatCanBeUsed() throws IOException {
    String said =
        said(
            ModelWithTokenizer.of("llama-tiny", "tokenizer-llama2")
                .writeTo(folder.resolve("llama"), 1),
            true);
    assertTrue(said.contains("tensors of F32"), said);
    assertTrue(said.contains("1 MB for its weights in float32"), said);
    assertTrue(said.contains("420 tokens, 'a red circle' is ["), said);
    assertTrue(said.contains("ok plug-in: llama "), said);
    assertTrue(said.contains("a PLM of width 32, 420 tokens and 256 positions"), said);
  }

  @Test
  void anEncoder() {
    String said = said(GoldenCase.of("whisper-tiny").folder(), true);
    assertTrue(said.contains("ok plug-in: whisper "), said);
    assertTrue(said.contains("an encoder of the input audio with features of width 32"), said);
  }

  @Test
  void aPlmWithoutTokenizer() {
    String said = said(GoldenCase.of("qwen3-tiny").folder(), false);
    assertTrue(said.contains("WRONG tokenizer: "), said);
    assertTrue(said.contains("tokenizer.json"), said);
    assertTrue(said.contains("ok plug-in: qwen "), said);
  }

  @Test
  void aModelOfATypeThatNothingReads() throws IOException {
    Path model = GoldenCase.of("llama-tiny").copyTo(folder.resolve("model"));
    Files.writeString(model.resolve("config.json"), "{\"model_type\": \"mixtral\"}");
    String said = said(model, false);
    assertTrue(said.contains("no plug-in reads the model_type 'mixtral'"), said);
    assertTrue(said.contains("read are bart, gpt2, llama, qwen2, qwen3, t5 as PLMs"), said);
    assertTrue(said.contains("clip_vision_model"), said);
    assertFalse(said.contains("frames"), said);
  }

  @Test
  void whatIsMissingOrDamagedIsNamed() throws IOException {
    Path model = GoldenCase.of("vit-tiny").copyTo(folder.resolve("vit"));
    Path weights = model.resolve("model.safetensors");
    String header = "\"vit.encoder.layer.0.attention.attention.query.weight\"";
    byte[] bytes = Files.readAllBytes(weights);
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    String name = text.contains(header) ? header : header.replace("vit.", "");
    assertTrue(text.contains(name));
    Files.write(
        weights,
        text.replace(name, name.replace("query", "quary"))
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    String said = said(model, false);
    assertTrue(said.contains("WRONG plug-in: "), said);
    assertTrue(said.contains("attention.attention.query.weight"), said);
    Files.delete(weights);
    assertTrue(said(model, false).contains("WRONG folder: "));
    assertTrue(said(folder.resolve("nowhere"), false).contains("WRONG folder: "));
  }

  /** Plug-ins, their types and fixtures of those types. */
  @Test
  void thePageOfModelsListsWhatIsRead() throws IOException {
    Map<String, String[]> rows =
        Files.readAllLines(Path.of("../../docs/models.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("\\|"))
            .filter(columns -> columns.length == 5)
            .collect(Collectors.toMap(c -> names(c[1]).get(0), c -> c));
    Map<String, PluginFactory<?>> readers =
        host.registered().stream()
            .filter(f -> f.kind() == Plm.class || f.kind() == ModalityEncoder.class)
            .filter(f -> !f.modelTypes().isEmpty())
            .collect(Collectors.toMap(PluginFactory::id, f -> f));
    assertEquals(readers.keySet(), rows.keySet());
    rows.forEach(
        (id, columns) -> {
          List<String> types = readers.get(id).modelTypes();
          assertEquals(types, names(columns[2]));
          assertFalse(names(columns[4]).isEmpty());
          names(columns[4])
              .forEach(
                  fixture ->
                      assertTrue(
                          types.contains(
                              GoldenCase.of(fixture)
                                  .json("config.json")
                                  .path("model_type")
                                  .asText()),
                          fixture));
        });
  }

  private static List<String> names(String cell) {
    Matcher names = NAME.matcher(cell);
    return names.results().map(m -> m.group(1)).toList();
  }
}
