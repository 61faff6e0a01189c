package io.fusebox.runtime.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.OutputResult.Status;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseRunnerTest {
  @TempDir Path temp;

  private static Map<String, OutputResult> byOutput(List<OutputResult> rows) {
    return rows.stream().collect(Collectors.toMap(OutputResult::output, Function.identity()));
  }

  private static List<String> lines(List<OutputResult> rows, Status status) {
    return rows.stream().filter(r -> r.status() == status).map(OutputResult::line).toList();
  }

  /** The outputs that a case of tensors holds, in order. */
  private static List<String> outputs(CaseFolder of) {
    SafetensorsFile file = SafetensorsFile.open(of.path().resolve("outputs.safetensors"));
    return file.names().stream().sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bart-tiny",
        "bart-tiny-embeds",
        "bart-tiny-scaled",
        "t5-tiny",
        "t5v11-tiny",
        "gpt2-tiny",
        "llama-tiny",
        "llama-tied-tiny",
        "llama3-tiny",
        "qwen2-tiny",
        "qwen3-tiny",
        "audio",
        "integrated-gradients",
        "integrated-gradients-smooth"
      })
  void findsEveryOutputOfTheReferenceOk(String name) {
    CaseFolder of = CaseFolder.golden(name);
    List<OutputResult> rows = of.verify();
    assertEquals(outputs(of), rows.stream().map(OutputResult::output).toList());
    assertEquals(List.of(), notOk(rows));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bart-tiny", "t5-tiny", "gpt2-tiny", "llama-tiny", "qwen3-tiny"})
  void bfloat16IsCloseToTheReferenceAndNoMore(String name) {
    List<OutputResult> rows = CaseFolder.golden(name).verify(Precision.BFLOAT16);
    assertEquals(List.of(), lines(rows, Status.FAIL));
    OutputResult logits = byOutput(rows).get("logits");
    assertEquals(Status.OK, logits.status());
    // That its products are in bfloat16 indeed.
    assertTrue(Double.parseDouble(logits.difference()) > OutputComparison.FORWARD, logits.line());
  }

  @Test
  void anErrorIsFoundInBfloat16Too() {
    CaseFolder of = CaseFolder.golden("llama-tiny").copyTo(temp);
    of.change("outputs.safetensors", tensors -> tensors.put("logits", tensors.get("logits").neg()));
    assertEquals(Status.FAIL, byOutput(of.verify(Precision.BFLOAT16)).get("logits").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokenizer",
        "tokenizer-llama2",
        "tokenizer-smollm",
        "tokenizer-qwen2",
        "vqa",
        "classification"
      })
  void findsEveryTextOfTheReferenceOk(String name) {
    List<OutputResult> rows = CaseFolder.golden(name).verify();
    assertTrue(rows.size() >= 5);
    assertEquals(List.of(), notOk(rows));
  }

  private static List<String> notOk(List<OutputResult> rows) {
    return rows.stream().filter(r -> r.status() != Status.OK).map(OutputResult::line).toList();
  }

  @Test
  void findsPromptsOkAndSaysWhichStrategiesAreNotLive() {
    CaseFolder of = CaseFolder.golden("promptfuse");
    List<OutputResult> rows = of.verify();
    assertEquals(outputs(of), rows.stream().map(OutputResult::output).toList());
    for (OutputResult row : rows) {
      boolean projects = row.output().matches("(authors\\.)?(linear|jointproj)\\..*");
      assertEquals(projects ? Status.UNSUPPORTED : Status.OK, row.status(), row.line());
      assertEquals(projects, row.note().endsWith(" is not live"), row.line());
    }
  }

  @Test
  void failsTheOutputsThatDifferAndNoOthers() {
    CaseFolder of = CaseFolder.golden("bart-tiny").copyTo(temp.resolve("case"));
    of.change(
        "outputs.safetensors",
        outputs -> {
          outputs.computeIfPresent("logits", (n, x) -> x.add(0.001f));
          outputs.computeIfPresent("loss", (n, x) -> x.add(Float.NaN));
          outputs.computeIfPresent("encoder_hidden_states.1", (n, x) -> x.expandDims(0));
          outputs.computeIfPresent("gen_greedy_plain", (n, x) -> x.add(1));
        });

    Map<String, OutputResult> rows = byOutput(of.verify());

    assertEquals("1.0e-03", rows.get("logits").difference());
    assertEquals("NaN", rows.get("loss").difference());
    assertTrue(
        rows.get("encoder_hidden_states.1").note().contains("expected shape (1, 3, 11, 32)"));
    assertTrue(rows.get("gen_greedy_plain").difference().endsWith(" of 60"));
    assertEquals(
        Set.of("logits", "loss", "encoder_hidden_states.1", "gen_greedy_plain"),
        rows.values().stream()
            .filter(r -> r.status() == Status.FAIL)
            .map(OutputResult::output)
            .collect(Collectors.toSet()));
  }

  @Test
  void reportsOutputsThatItCannotComputeInsteadOfLeavingThemOut() {
    CaseFolder of = CaseFolder.golden("bart-tiny").copyTo(temp.resolve("case"));
    of.change(
        "outputs.safetensors",
        outputs -> {
          NDArray some = outputs.get("loss");
          for (String name : List.of("attentions.0", "gen_unheard_of", "encoder_hidden_states.9")) {
            outputs.put(name, some);
          }
        });
    assertEquals(
        List.of("attentions.0", "encoder_hidden_states.9", "gen_unheard_of"),
        of.verify().stream()
            .filter(r -> r.status() == Status.UNSUPPORTED)
            .map(OutputResult::output)
            .toList());
  }

  @Test
  void followsAdamForAsManyStepsAsTheCaseHolds() {
    CaseFolder of = CaseFolder.golden("promptfuse").copyTo(temp.resolve("promptfuse"));
    CaseFolder.golden("bart-tiny").copyTo(temp.resolve("bart-tiny"));
    of.change(
        "outputs.safetensors",
        outputs -> {
          // Two steps instead of three: what was the loss before the third is now the last.
          NDArray last = outputs.remove("promptfuse.adam_lr0.5.loss_before_step3");
          outputs.put("promptfuse.adam_lr0.5.loss_after", last);
          outputs.remove("promptfuse.adam_lr0.5.prompt_after_step3");
        });
    assertEquals(List.of(), lines(of.verify(), Status.FAIL));
  }

  @Test
  void failsAnOutputWhoseInputIsMissing() {
    CaseFolder of = CaseFolder.golden("promptfuse").copyTo(temp.resolve("promptfuse"));
    CaseFolder.golden("bart-tiny").copyTo(temp.resolve("bart-tiny"));
    of.change("inputs.safetensors", inputs -> inputs.remove("blind_mask"));
    Map<String, OutputResult> rows = byOutput(of.verify());
    assertEquals(Status.FAIL, rows.get("blind.logits").status());
    assertTrue(rows.get("blind.logits").note().contains("blind_mask"));
    assertEquals(Status.OK, rows.get("promptfuse.logits").status());
  }

  @Test
  void callsAKindThatItDoesNotKnowUnsupportedAsAWhole() {
    List<OutputResult> rows =
        new CaseFolder(temp).write("meta.json", "{\"case\": \"gpt9\"}").verify();
    assertEquals(1, rows.size());
    assertTrue(rows.get(0).isUnsupportedCase());
    assertEquals(Status.UNSUPPORTED, rows.get(0).status());
    assertTrue(rows.get(0).note().contains("'gpt9'"), rows.get(0).note());
  }

  @Test
  void knowsACaseOfAnotherSizeByItsName() throws IOException {
    CaseFolder of = CaseFolder.golden("bart-tiny-scaled").copyTo(temp.resolve("case"));
    String meta = Files.readString(of.path().resolve("meta.json"));
    of.write("meta.json", meta.replace("bart-tiny-scaled", "bart-odd-scaled-seed7"));
    assertEquals(List.of(), notOk(of.verify()));
  }

  @Test
  void generatesAsACaseSaysWhereItSaysIt() throws IOException {
    CaseFolder of = CaseFolder.golden("t5-tiny").copyTo(temp.resolve("case"));
    String meta = Files.readString(of.path().resolve("meta.json"));
    String said =
        "{\"greedy\": {\"max_length\": 9}, \"beam4\": {\"num_beams\": 4, \"max_length\": 15}}";
    of.write("meta.json", meta.replaceFirst("\\{", "{\"generate_variants\": " + said + ","));
    Map<String, OutputResult> rows = byOutput(of.verify());
    assertTrue(rows.get("gen_greedy").note().contains("found (3, 9)"), rows::toString);
    assertEquals(Status.OK, rows.get("gen_beam4").status());
  }

  @Test
  void refusesWhatIsNoCase() {
    refused(temp.resolve("nowhere"), "no case folder");
    refused(temp, "no meta.json");
    new CaseFolder(temp).write("meta.json", "{\"case\": 3}");
    refused(temp, "must name the case");
    new CaseFolder(temp).write("meta.json", "{\"case\": ");
    refused(temp, "meta.json");
    new CaseFolder(temp).write("meta.json", "{\"case\": \"promptfuse\", \"model\": \"../none\"}");
    refused(temp, "none");
  }

  @Test
  void refusesDamagedAndMissingFilesOfACase() {
    CaseFolder of = CaseFolder.golden("bart-tiny").copyTo(temp.resolve("case"));
    of.write("outputs.safetensors", "truncated");
    refused(of.path(), "outputs.safetensors");
    of.delete("inputs.safetensors");
    refused(of.path(), "inputs.safetensors");
    CaseFolder vqa = CaseFolder.golden("vqa").copyTo(temp.resolve("vqa"));
    vqa.write("cases.json", "{\"cases\": []}");
    refused(vqa.path(), "holds no cases");
    CaseFolder tokenizer = CaseFolder.golden("tokenizer").copyTo(temp.resolve("tokenizer"));
    tokenizer.delete("merges.txt");
    refused(tokenizer.path(), "merges.txt");
  }

  private static void refused(Path folder, String part) {
    String message =
        assertThrows(FuseboxException.class, () -> new CaseFolder(folder).verify()).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void failsScoresThatDifferAndNoOthers() throws IOException {
    CaseFolder of = CaseFolder.golden("classification").copyTo(temp.resolve("classification"));
    String cases = Files.readString(of.path().resolve("cases.json"));
    of.write(
        "cases.json",
        cases
            .replaceFirst("\"f1\": 0\\.8\\b", "\"f1\": 0.800001")
            .replaceFirst("\"accuracy\"", "\"kappa\": 0.1, \"accuracy\""));
    Map<String, OutputResult> rows = byOutput(of.verify());
    assertEquals("1.0e-06", rows.get("per_class.f1").difference());
    assertEquals(Status.FAIL, rows.get("per_class.f1").status());
    assertEquals(Status.UNSUPPORTED, rows.get("kappa").status());
    assertEquals(2, rows.values().stream().filter(r -> r.status() != Status.OK).count());
    of.write("cases.json", cases.replace("\"zero_division\": 0", "\"zero_division\": 1"));
    assertEquals(Status.UNSUPPORTED, byOutput(of.verify()).get("accuracy").status());
  }

  @Test
  void explainsInAsManyStepsAsTheCaseSays() throws IOException {
    CaseFolder of = CaseFolder.golden("integrated-gradients-smooth").copyTo(temp.resolve("case"));
    String meta = Files.readString(of.path().resolve("meta.json"));
    of.write("meta.json", meta.replaceFirst("\\{", "{\"n_steps\": 2,"));
    Map<String, OutputResult> rows = byOutput(of.verify());
    assertEquals(Status.FAIL, rows.get("ig.gausslegendre.attributions").status());
    assertEquals(Status.OK, rows.get("target_logprob_input").status());
  }

  @Test
  void failsTextsThatDifferAndShowsTheFirst() throws IOException {
    CaseFolder of = CaseFolder.golden("vqa").copyTo(temp.resolve("vqa"));
    String cases = Files.readString(of.path().resolve("cases.json"));
    of.write(
        "cases.json",
        cases
            .replaceFirst("\"accuracy\": 100.0", "\"accuracy\": 99.9")
            .replaceFirst(
                "\"normalized_prediction\": \"yes\"",
                "\"normalized_prediction\": \"y\", \"new\": 1"));
    Map<String, OutputResult> rows = byOutput(of.verify());
    assertEquals(Status.FAIL, rows.get("accuracy").status());
    assertEquals("1 of 65", rows.get("normalized_prediction").difference());
    assertEquals("at 0: expected 'y', found 'yes'", rows.get("normalized_prediction").note());
    assertEquals(Status.OK, rows.get("normalized_answers").status());
    assertEquals(Status.UNSUPPORTED, rows.get("new").status());
  }
}
