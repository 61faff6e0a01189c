package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.training.RecentLoss;
import io.fusebox.runtime.worlds.scenes.Scene;
import io.fusebox.runtime.worlds.scenes.ScenePainter;
import io.fusebox.toolkit.checkpoint.CheckpointWriter;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.tensor.Autograd;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Makes the small ViT: an encoder that distinguishes shapes and colours. It never sees a word: what
 * it is asked for are numbers of classes.
 */
public final class PretrainVit {
  /** The settings of the shipped model. */
  public static final PretrainingPlan SHIPPED = new PretrainingPlan(6000, 64, 1.5e-3, 0);

  private final PluginFactory<ModalityEncoder> vit;
  private final PretrainingPlan recipe;
  private final ClassCodes codes;

  /**
   * Prepares a run.
   *
   * @param vit the live plug-in {@code vit}
   */
  public PretrainVit(PluginFactory<ModalityEncoder> vit, PretrainingPlan recipe) {
    this.vit = vit;
    this.recipe = recipe;
    this.codes =
        new ClassCodes(
            SmallBartConfig.WIDTH, 1 + Scene.PAINTED, 1 + Scene.COLOURS.size(), recipe.seed());
  }

  /**
   * Trains an encoder and writes it and its card as a Hugging Face folder.
   *
   * @throws io.fusebox.api.FuseboxException when the folder cannot be written
   */
  public void run(Path folder, ProgressListener progress) {
    JsonNode config = SmallVitConfig.config();
    ModelCard.preprocessor(folder, SmallVitConfig.preprocessor());
    try (NDManager owner = NDManager.newBaseManager()) {
      Checkpoint untrained =
          new UntrainedCheckpoint(
              folder,
              config,
              recipe.seed(),
              n -> !n.startsWith("vit.") && !n.startsWith("classifier."));
      ModalityEncoder encoder =
          vit.create(Map.of("features", "sequence"), new PretrainingHost(owner, untrained));
      ImageHeads heads = new ImageHeads(new Parameters(untrained, owner), SmallBartConfig.WIDTH);
      Autograd.with(() -> train(encoder, heads, progress));
      Map<String, Double> scores = Autograd.without(() -> test(encoder, heads));
      CheckpointWriter.write(folder, config, encoder.parameters(), Dtype.F16);
      VitCard.write(folder, recipe, scores);
    }
  }

  private Void train(ModalityEncoder encoder, ImageHeads heads, ProgressListener progress) {
    Map<String, NDArray> all = new LinkedHashMap<>(encoder.parameters());
    all.putAll(heads.parameters());
    ModelTrainer learner = new ModelTrainer(all);
    ScenePainter painter = new ScenePainter(new Random(recipe.seed()), SmallVitConfig.SIZE);
    WarmupSchedule rate = new WarmupSchedule(recipe.rate(), recipe.steps());
    AlignmentSchedule clean = new AlignmentSchedule(recipe.steps());
    RecentLoss recent = new RecentLoss();
    for (long step = 0; step < recipe.steps(); step++) {
      painter.level(level(step));
      ImageBatch batch =
          new ImageBatch(painter, codes, recipe.batch(), SmallVitConfig.SIZE, SmallVitConfig.PATCH);
      try (NDManager manager = NDManager.newBaseManager()) {
        NDArray loss = heads.loss(encoder.outputs(batch.pixels(manager)), batch, clean.at(step));
        recent.add(learner.step(loss, rate.at(step)));
      }
      progress.update(step + 1, recipe.steps(), recent.toString());
    }
    return null;
  }

  /** From 0, one big thing an image, to 1 half-way: a shape is best learnt from what is plain. */
  private double level(long step) {
    return Math.min(1, 2.0 * step / recipe.steps());
  }

  private Map<String, Double> test(ModalityEncoder encoder, ImageHeads heads) {
    ScenePainter painter = new ScenePainter(new Random(~recipe.seed()), SmallVitConfig.SIZE);
    ImageBatch batch =
        new ImageBatch(painter, codes, 500, SmallVitConfig.SIZE, SmallVitConfig.PATCH);
    try (NDManager manager = NDManager.newBaseManager()) {
      return heads.scores(encoder.outputs(batch.pixels(manager)), batch);
    }
  }
}
