package io.fusebox.runtime.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.fixtures.ModelFolders;
import io.fusebox.runtime.tasks.GenerationTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model folder that wants answers searched for in another way than the pipeline. */
class AnswerSearchTest {
  @TempDir Path folder;
  private TinyHome home;
  private GenerationConfig found;

  @BeforeEach
  void writeHome() {
    home = TinyHome.in(folder);
  }

  private String told(String lines) throws IOException {
    home.pipeline("strategy: prompting\n" + lines);
    return ModelFolders.logged(
        () -> {
          try (Pipeline pipeline = home.assemble()) {
            found = ((GenerationTask) ((PluginTask) pipeline.task()).task()).how();
          }
        });
  }

  private void folderSays(String options) throws IOException {
    Files.writeString(folder.resolve("bart/generation_config.json"), options);
  }

  @Test
  void thePipelinesLengthGoesBeforeALeastOneThatItCannotHold() throws IOException {
    folderSays("{\"min_length\": 56, \"max_length\": 142, \"forced_bos_token_id\": 0}");
    String told = told("");
    assertEquals(GenerationConfig.greedy(6).withForcedBos(0), found);
    assertTrue(told.contains("at least 56 tokens, but this pipeline's end after 6"), told);
    assertTrue(told.contains("answer: {generation: none}"), told);
  }

  @Test
  void anAnswerHasRoomForAToken() throws IOException {
    folderSays("{\"forced_bos_token_id\": 0, \"forced_eos_token_id\": 2}");
    String said =
        assertThrows(FuseboxException.class, () -> told("answer: {max-length: 3}")).getMessage();
    assertTrue(said.contains("give at least 4"), said);
    told("answer: {max-length: 4}");
    assertEquals(4, found.maxLength());
  }

  @Test
  void aLeastLengthThatFitsIsHeededAndTold() throws IOException {
    folderSays("{\"min_new_tokens\": 3}");
    String told = told("answer: {max-length: 9}");
    assertEquals(GenerationConfig.greedy(9).withMinLength(4), found);
    assertTrue(told.contains("at least 4 tokens; no answer ends before"), told);
  }

  @Test
  void theOldFieldsOfTheConfigurationCountTheSame() throws IOException {
    Path file = folder.resolve("bart/config.json");
    ObjectNode config = (ObjectNode) new ObjectMapper().readTree(Files.readString(file));
    Files.writeString(file, config.put("min_length", 12).put("num_beams", 4).toString());
    String told = told("");
    assertEquals(0, found.minLength());
    assertEquals(1, found.beams());
    assertTrue(told.contains("at least 12 tokens"), told);
    assertTrue(told.contains("num_beams = 4, but pipelines answer by greedy search"), told);
  }

  @Test
  void allOfItCanBeLeftOut() throws IOException {
    folderSays("{\"min_length\": 56, \"do_sample\": true, \"num_beams\": \"many\"}");
    assertEquals("", told("answer: {generation: none}"));
    assertEquals(GenerationConfig.greedy(6), found);
  }

  @Test
  void aClassificationSearchesForNothing() throws IOException {
    folderSays("{\"min_length\": 56}");
    home.pipeline("strategy: prompting\ntask: {verbalizer: {\"yes\": \" yes\", \"no\": \" no\"}}");
    String told = ModelFolders.logged(() -> home.assemble().close());
    assertEquals("", told);
  }

  @Test
  void aFieldThatNobodyUnderstandsIsToldWhenThePlmIsRead() throws IOException {
    Path file = folder.resolve("bart/config.json");
    ObjectNode config = (ObjectNode) new ObjectMapper().readTree(Files.readString(file));
    Files.writeString(file, config.put("attention_scale", 3).toString());
    String told = told("");
    assertTrue(told.contains("config.json says attention_scale = 3"), told);
    assertEquals("", told(""), "told once");
  }
}
