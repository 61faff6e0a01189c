package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.engine.progress.Progress;
import io.fusebox.runtime.training.RecentLoss;
import io.fusebox.runtime.worlds.scenes.Painter;
import io.fusebox.runtime.worlds.scenes.Scene;
import io.fusebox.toolkit.checkpoint.CheckpointWriter;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.tensor.Autograd;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Makes the small ViT: an encoder that tells shapes and colours apart. It never sees a word: what
 * it is asked for are numbers of classes.
 */
public final class PretrainVit {
  /** What the shipped model was made with. */
  public static final Recipe SHIPPED = new Recipe(6000, 64, 1.5e-3, 0);

  private final PluginFactory<ModalityEncoder> vit;
  private final Recipe recipe;
  private final CleanCodes codes;

  /**
   * Prepares a run.
   *
   * @param vit the live plug-in {@code vit}
   */
  public PretrainVit(PluginFactory<ModalityEncoder> vit, Recipe recipe) {
    this.vit = vit;
    this.recipe = recipe;
    this.codes =
        new CleanCodes(BartShape.WIDTH, 1 + Scene.PAINTED, 1 + Scene.COLOURS.size(), recipe.seed());
  }

  /**
   * Trains an encoder and writes it and its card as a Hugging Face folder.
   *
   * @throws io.fusebox.api.FuseboxException when the folder cannot be written
   */
  public void run(Path folder, Progress progress) {
    JsonNode config = VitShape.config();
    ModelCard.preprocessor(folder, VitShape.preprocessor());
    try (NDManager owner = NDManager.newBaseManager()) {
      Checkpoint untrained =
          new UntrainedCheckpoint(
              folder,
              config,
              recipe.seed(),
              n -> !n.startsWith("vit.") && !n.startsWith("classifier."));
      ModalityEncoder encoder =
          vit.create(Map.of("features", "sequence"), new Cradle(owner, untrained));
      PictureHeads heads = new PictureHeads(new Parameters(untrained, owner), BartShape.WIDTH);
      Autograd.with(() -> train(encoder, heads, progress));
      Map<String, Double> scores = Autograd.without(() -> test(encoder, heads));
      CheckpointWriter.write(folder, config, encoder.parameters(), Dtype.F16);
      VitCard.write(folder, recipe, scores);
    }
  }

  private Void train(ModalityEncoder encoder, PictureHeads heads, Progress progress) {
    Map<String, NDArray> all = new LinkedHashMap<>(encoder.parameters());
    all.putAll(heads.parameters());
    Learner learner = new Learner(all);
    Painter painter = new Painter(new Random(recipe.seed()), VitShape.SIZE);
    Warmup rate = new Warmup(recipe.rate(), recipe.steps());
    Cleanness clean = new Cleanness(recipe.steps());
    RecentLoss recent = new RecentLoss();
    for (long step = 0; step < recipe.steps(); step++) {
      painter.level(level(step));
      PictureBatch batch =
          new PictureBatch(painter, codes, recipe.batch(), VitShape.SIZE, VitShape.PATCH);
      try (NDManager manager = NDManager.newBaseManager()) {
        NDArray loss = heads.loss(encoder.outputs(batch.pixels(manager)), batch, clean.at(step));
        recent.add(learner.step(loss, rate.at(step)));
      }
      progress.at(step + 1, recipe.steps(), recent.toString());
    }
    return null;
  }

  /** From 0, one big thing a picture, to 1 half-way: a shape is best learnt from what is plain. */
  private double level(long step) {
    return Math.min(1, 2.0 * step / recipe.steps());
  }

  private Map<String, Double> test(ModalityEncoder encoder, PictureHeads heads) {
    Painter painter = new Painter(new Random(~recipe.seed()), VitShape.SIZE);
    PictureBatch batch = new PictureBatch(painter, codes, 500, VitShape.SIZE, VitShape.PATCH);
    try (NDManager manager = NDManager.newBaseManager()) {
      return heads.scores(encoder.outputs(batch.pixels(manager)), batch);
    }
  }
}
