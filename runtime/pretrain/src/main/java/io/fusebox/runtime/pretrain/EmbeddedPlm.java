package io.fusebox.runtime.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import java.nio.file.Path;

/** A small PLM that can be made: a plug-in's architecture, in a size that learns in minutes. */
public enum EmbeddedPlm {
  /** An encoder-decoder. */
  BART("bart", "BART", "<s>red</s>", new PretrainingPlan(7000, 32, 1e-3, 0)) {
    @Override
    JsonNode config(int vocabulary) {
      return SmallBartConfig.config(vocabulary);
    }

    @Override
    Checkpoint untrained(Path folder, JsonNode config, long seed) {
      return new UntrainedCheckpoint(folder, config, seed, SmallBartConfig::has);
    }

    @Override
    String size() {
      return SmallBartConfig.SIZE;
    }
  },

  /** A decoder-only PLM. */
  LLAMA("llama", "Llama", "red</s>", new PretrainingPlan(5000, 32, 1.5e-3, 0, 7000)) {
    @Override
    JsonNode config(int vocabulary) {
      return SmallLlamaConfig.config(vocabulary);
    }

    @Override
    Checkpoint untrained(Path folder, JsonNode config, long seed) {
      return UnitEmbeddings.of(folder, config, seed);
    }

    @Override
    String size() {
      return SmallLlamaConfig.SIZE;
    }
  };

  private final String plugin;
  private final String architecture;
  private final String answer;
  private final PretrainingPlan shipped;

  EmbeddedPlm(String plugin, String architecture, String answer, PretrainingPlan shipped) {
    this.plugin = plugin;
    this.architecture = architecture;
    this.answer = answer;
    this.shipped = shipped;
  }

  /** The plug-in that reads it. */
  public String plugin() {
    return plugin;
  }

  /** The folder that it comes in. */
  public String folder() {
    return plugin + "-shapes";
  }

  /** How the shipped model was made. */
  public PretrainingPlan shipped() {
    return shipped;
  }

  /** Its architecture's name. */
  String architecture() {
    return architecture;
  }

  /** An answer as it gives it, with its special tokens. */
  String answer() {
    return answer;
  }

  /** Its {@code config.json}. */
  abstract JsonNode config(int vocabulary);

  /** Its tensors before it has learnt anything. */
  abstract Checkpoint untrained(Path folder, JsonNode config, long seed);

  /** Its size in words. */
  abstract String size();
}
