package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.toolkit.checkpoint.CheckpointWriter;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.tensor.Autograd;
import io.fusebox.toolkit.text.FolderTokenizer;
import java.nio.file.Path;
import java.util.Map;

/**
 * Makes a small PLM: a language model that has read about coloured shapes and answers questions
 * about what it has read. It never sees an image.
 */
public final class PretrainPlm {
  /** An interrupted run leaves what it had, to be looked at. */
  private static final long SAVE_EVERY = 500;

  private final EmbeddedPlm kind;
  private final PluginFactory<Plm> plugin;
  private final PretrainingPlan recipe;

  /**
   * Prepares a run.
   *
   * @param plugin the live plug-in {@link EmbeddedPlm#plugin}
   */
  public PretrainPlm(EmbeddedPlm kind, PluginFactory<Plm> plugin, PretrainingPlan recipe) {
    this.kind = kind;
    this.plugin = plugin;
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
    JsonNode config = kind.config(tokenizer.vocabularySize());
    try (NDManager owner = NDManager.newBaseManager()) {
      Plm plm =
          plugin.create(
              Map.of(), new PretrainingHost(owner, kind.untrained(folder, config, recipe.seed())));
      Runnable save = () -> CheckpointWriter.write(folder, config, plm.parameters(), Dtype.F16);
      Autograd.with(() -> train(plm, save, progress));
      Map<String, Double> scores = Autograd.without(() -> new TextEvaluation(plm, recipe).scores());
      save.run();
      PlmCard.write(folder, kind, recipe, scores);
    }
  }

  private Void train(Plm plm, Runnable save, ProgressListener progress) {
    ModelTrainer learner = new ModelTrainer(plm.parameters());
    TextPretraining school = new TextPretraining(plm, recipe);
    WarmupSchedule rate = new WarmupSchedule(recipe.rate(), recipe.schedule());
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
