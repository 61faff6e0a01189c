package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.engine.progress.ProgressListener;
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
  public static final PretrainingPlan SHIPPED = new PretrainingPlan(7000, 32, 1e-3, 0);

  /** An interrupted run leaves what it had, to be looked at. */
  private static final long SAVE_EVERY = 500;

  private final PluginFactory<Plm> bart;
  private final PretrainingPlan recipe;

  /**
   * Prepares a run.
   *
   * @param bart the live plug-in {@code bart}
   */
  public PretrainBart(PluginFactory<Plm> bart, PretrainingPlan recipe) {
    this.bart = bart;
    this.recipe = recipe;
  }

  /**
   * Trains a model and writes it, its tokenizer and its card as a Hugging Face folder.
   *
   * @throws io.fusebox.api.FuseboxException when the folder cannot be written
   */
  public void run(Path folder, ProgressListener progress) {
    WorldVocabularyTrainer.write(folder, recipe.seed());
    Tokenizer tokenizer = FolderTokenizer.open(folder);
    JsonNode config = SmallBartConfig.config(tokenizer.vocabularySize());
    try (NDManager owner = NDManager.newBaseManager()) {
      Plm plm = bart.create(Map.of(), new PretrainingHost(owner, untrained(folder, config)));
      Runnable save = () -> CheckpointWriter.write(folder, config, plm.parameters(), Dtype.F16);
      Autograd.with(() -> train(plm, save, progress));
      Map<String, Double> scores = Autograd.without(() -> new TextEvaluation(plm, recipe).scores());
      save.run();
      BartCard.write(folder, recipe, scores);
    }
  }

  private UntrainedCheckpoint untrained(Path folder, JsonNode config) {
    return new UntrainedCheckpoint(folder, config, recipe.seed(), PretrainBart::has);
  }

  /** Names without a prefix, and no bias on the logits: published BARTs train none. */
  private static boolean has(String name) {
    return !name.startsWith("model.") && !name.equals("final_logits_bias");
  }

  private Void train(Plm plm, Runnable save, ProgressListener progress) {
    ModelTrainer learner = new ModelTrainer(plm.parameters());
    TextPretraining school = new TextPretraining(plm, recipe);
    WarmupSchedule rate = new WarmupSchedule(recipe.rate(), recipe.steps());
    for (long step = 0; step < recipe.steps(); step++) {
      try (NDManager manager = NDManager.newBaseManager()) {
        learner.step(school.lesson(manager), rate.at(step));
        school.learn();
      }
      if ((step + 1) % SAVE_EVERY == 0) {
        save.run();
      }
      progress.update(step + 1, recipe.steps(), school.toString());
    }
    return null;
  }
}
