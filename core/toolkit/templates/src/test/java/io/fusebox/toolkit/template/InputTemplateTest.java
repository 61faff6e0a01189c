package io.fusebox.toolkit.template;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.fixtures.Fixtures;
import io.fusebox.toolkit.template.InputTemplate.Parts;
import io.fusebox.toolkit.text.FolderTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputTemplateTest {
  private static final Path BART = Fixtures.folder("golden/tokenizer");
  private static final Path LLAMA = Fixtures.folder("golden/tokenizer-llama2");
  private static final Path QWEN = Fixtures.folder("golden/tokenizer-qwen2");

  @TempDir Path folder;

  private final FolderTokenizer bart = FolderTokenizer.open(BART);

  @Test
  void withoutAPlaceForFeaturesEverythingIsOneText() {
    Parts parts =
        InputTemplate.of("Question: {text} Answer:", BART).tokens(bart, "what is it?", false);
    assertArrayEquals(new long[0], parts.before());
    assertArrayEquals(bart.encode("Question: what is it? Answer:"), parts.text());
  }

  @Test
  void featuresCutTheTextInTwo() {
    Parts parts =
        InputTemplate.of("Look: {features} Question: {text}", BART)
            .tokens(bart, "what is it?", false);
    assertArrayEquals(bart.encodePart("Look: ", true, false), parts.before());
    assertArrayEquals(bart.encodePart(" Question: what is it?", false, true), parts.text());
    assertEquals("Look: ", bart.decode(parts.before()));
    assertEquals(" Question: what is it?", bart.decode(parts.text()));
  }

  @Test
  void featuresAtTheBeginningStandAfterTheFirstToken() {
    FolderTokenizer llama = FolderTokenizer.open(LLAMA);
    Parts parts = InputTemplate.of("{features}{text}", LLAMA).tokens(llama, "red", false);
    assertArrayEquals(new long[] {1}, parts.before());
    assertArrayEquals(llama.encodePart("red", false, false), parts.text());
  }

  @Test
  void whatBeginsATextBeginsTheInputOfADecoderOnlyPlm() {
    FolderTokenizer llama = FolderTokenizer.open(LLAMA);
    for (String template : new String[] {"{text}", "Q: {text} A:"}) {
      Parts parts = InputTemplate.of(template, LLAMA).tokens(llama, "red", true);
      assertArrayEquals(new long[] {1}, parts.before());
      String text = template.replace("{text}", "red");
      assertArrayEquals(llama.encodePart(text, false, false), parts.text());
    }
    FolderTokenizer qwen = FolderTokenizer.open(QWEN);
    assertArrayEquals(new long[0], InputTemplate.NONE.tokens(qwen, "red", true).before());
  }

  @Test
  void theQuestionAloneIsNoTemplate() {
    assertSame(InputTemplate.NONE, InputTemplate.of("{text}", BART));
  }

  @Test
  void bracesThatAreDoubledStandForThemselves() {
    Parts parts = InputTemplate.of("{{{text}}}", BART).tokens(bart, "{text}", false);
    assertEquals("{{text}}", bart.decode(parts.text()));
  }

  @Test
  void aChatHasTheFeaturesInTheUsersTurn() {
    FolderTokenizer qwen = FolderTokenizer.open(QWEN);
    Parts parts = InputTemplate.of("chat", QWEN).tokens(qwen, "What color is it?", false);
    String before =
        "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\n";
    assertArrayEquals(qwen.encodePart(before, false, false), parts.before());
    assertArrayEquals(
        qwen.encodePart("What color is it?<|im_end|>\n<|im_start|>assistant\n", false, false),
        parts.text());
  }

  @Test
  void aQuestionThatHasTheMarkIsReadAsItIs() {
    FolderTokenizer llama = FolderTokenizer.open(LLAMA);
    Parts parts = InputTemplate.of("chat", LLAMA).tokens(llama, "a\uE0F5 ", false);
    assertArrayEquals(llama.encodePart("<s>[INST] ", false, false), parts.before());
    assertArrayEquals(llama.encodePart("a\uE0F5 [/INST]", false, false), parts.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no place|has no {text}",
        "{features}|has no {text}",
        "{question} {text}|unknown placeholder 'question'",
        "{texts}|did you mean text",
        "{text} {text}|{text} twice",
        "{features} {features} {text}|{features} twice",
        "{text} {features}|{features} after {text}",
        "{text} {|'{' that belongs to no placeholder",
        "} {text}|'}' that belongs to no placeholder",
        "{} {text}|unknown placeholder",
        "chat|has no chat template",
      })
  void badTemplatesAreRefusedWithTheReason(String template, String reason) {
    String said =
        assertThrows(FuseboxException.class, () -> InputTemplate.of(template, folder)).getMessage();
    assertTrue(said.contains(reason), said);
  }

  @Test
  void aChatTemplateWithoutTheUsersTurnIsRefused() throws IOException {
    for (String template : new String[] {"hello", "{{ messages[0].content * 2 }}"}) {
      Files.writeString(folder.resolve("chat_template.jinja"), template);
      InputTemplate chat = InputTemplate.of("chat", folder);
      assertThrows(FuseboxException.class, () -> chat.tokens(bart, "what?", false));
    }
  }
}
