package io.fusebox.runtime.engine.pipeline;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.plm.bart.Bart;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.checkpoint.CheckpointWriter;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.safetensors.Dtype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder with a tiny BART that has a tokenizer, input files and a pipeline. */
public record TinyHome(Path folder) {
  private static final String VOCABULARY = "546";

  /** Writes everything into {@code folder}. */
  public static TinyHome in(Path folder) {
    try {
      Path bart = Files.createDirectories(folder.resolve("bart"));
      for (String file : List.of("vocab.json", "merges.txt", "tokenizer_config.json")) {
        Files.copy(GoldenCase.of("tokenizer").file(file), bart.resolve(file));
      }
      writeBart(bart);
      for (int i = 0; i < 4; i++) {
        Files.write(folder.resolve(i + ".bin"), new byte[] {(byte) (3 + 37 * i), (byte) (i * i)});
      }
      TinyHome home = new TinyHome(folder);
      home.pipeline("strategy: prompting");
      return home;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void writeBart(Path bart) throws IOException {
    ObjectNode config =
        (ObjectNode) GoldenCase.of("integrated-gradients-smooth").json("config.json");
    config.put("vocab_size", Integer.parseInt(VOCABULARY)).put("init_std", 0.3);
    UntrainedCheckpoint untrained =
        new UntrainedCheckpoint(bart, config, 1, name -> name.startsWith("model."));
    try (NDManager manager = NDManager.newBaseManager()) {
      Plm made = Bart.load(untrained, manager, () -> null);
      CheckpointWriter.write(bart, config, made.parameters(), Dtype.F32);
    }
  }

  /** Writes the pipeline's file with these lines alongside PLM and encoder. */
  public Path pipeline(String lines) throws IOException {
    return pipeline("bytes", lines);
  }

  /** Writes the pipeline's file with another encoder. */
  public Path pipeline(String encoder, String lines) throws IOException {
    return Files.writeString(
        folder.resolve("tiny.yaml"),
        "plm: bart\nmodalities:\n  image: {encoder: " + encoder + "}\n" + lines + "\n");
  }

  /** Assembles the pipeline as its file says. */
  public Pipeline assemble() {
    return new Assembler(new TestPlugins())
        .assemble(PipelineFile.read(folder.resolve("tiny.yaml"), folder));
  }

  /** Eight questions whose answers only the input gives. */
  public List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String answer = i % 4 < 2 ? "yes" : "no";
      examples.add(
          Example.of(
              "e" + i,
              Question.withText(
                  Map.of(Modality.IMAGE, folder.resolve(i % 4 + ".bin")),
                  i < 4 ? "is it so?" : "what color is the cat?"),
              answer,
              "yes/no"));
    }
    return examples;
  }
}
