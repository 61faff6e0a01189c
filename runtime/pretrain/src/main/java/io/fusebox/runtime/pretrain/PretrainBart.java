package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.plm.bart.Bart;
import io.fusebox.runtime.engine.progress.Progress;
import io.fusebox.toolkit.checkpoint.CheckpointWriter;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.tensor.Autograd;
import io.fusebox.toolkit.text.FolderTokenizer;
import java.nio.file.Path;
import java.util.Map;

/**
 * Makes the small BART: a language model that has read about coloured shapes and answers questions
 * about what it has read. It never sees a picture.
 */
public final class PretrainBart {
  /** What the shipped model was made with. */
  public static final Recipe SHIPPED = new Recipe(7000, 32, 1e-3, 0);

  /** An interrupted run leaves what it had, to be looked at. */
  private static final long SAVE_EVERY = 500;

  private final Recipe recipe;

  public PretrainBart(Recipe recipe) {
    this.recipe = recipe;
  }

  /**
   * Trains a model and writes it, its tokenizer and its card as a Hugging Face folder.
   *
   * @throws io.fusebox.api.FuseboxException when the folder cannot be written
   */
  public void run(Path folder, Progress progress) {
    WorldTokenizer.write(folder, recipe.seed());
    Tokenizer tokenizer = FolderTokenizer.open(folder);
    JsonNode config = BartShape.config(tokenizer.vocabularySize());
    try (NDManager owner = NDManager.newBaseManager()) {
      Plm plm = load(folder, config, owner, tokenizer);
      Runnable save = () -> CheckpointWriter.write(folder, config, plm.parameters(), Dtype.F16);
      Autograd.with(() -> train(plm, save, progress));
      Map<String, Double> scores = Autograd.without(() -> new ReadingTest(plm, recipe).scores());
      save.run();
      BartCard.write(folder, recipe, scores);
    }
  }

  private Plm load(Path folder, JsonNode config, NDManager owner, Tokenizer tokenizer) {
    UntrainedCheckpoint untrained =
        new UntrainedCheckpoint(folder, config, recipe.seed(), PretrainBart::has);
    return Bart.load(untrained, owner, () -> tokenizer);
  }

  /** Names without a prefix, and no bias on the logits: published BARTs train none. */
  private static boolean has(String name) {
    return !name.startsWith("model.") && !name.equals("final_logits_bias");
  }

  private Void train(Plm plm, Runnable save, Progress progress) {
    Learner learner = new Learner(plm.parameters());
    ReadingSchool school = new ReadingSchool(plm, recipe);
    Warmup rate = new Warmup(recipe.rate(), recipe.steps());
    for (long step = 0; step < recipe.steps(); step++) {
      try (NDManager manager = NDManager.newBaseManager()) {
        learner.step(school.lesson(manager), rate.at(step));
        school.learn();
      }
      if ((step + 1) % SAVE_EVERY == 0) {
        save.run();
      }
      progress.at(step + 1, recipe.steps(), school.toString());
    }
    return null;
  }
}
