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
import io.fusebox.runtime.worlds.sounds.Composer;
import io.fusebox.toolkit.checkpoint.CheckpointWriter;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.tensor.Autograd;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Makes the small wav2vec 2.0: an encoder that tells timbres and where a pitch goes. It never sees
 * a word: what it is asked for are numbers of classes.
 */
public final class PretrainWav2Vec2 {
  /** What the shipped model was made with. */
  public static final Recipe SHIPPED = new Recipe(2000, 16, 1.5e-3, 0);

  private static final int TESTED = 200;

  private final PluginFactory<ModalityEncoder> wav2vec2;
  private final Recipe recipe;
  private final CleanCodes codes;

  /**
   * Prepares a run.
   *
   * @param wav2vec2 the live plug-in {@code wav2vec2}
   */
  public PretrainWav2Vec2(PluginFactory<ModalityEncoder> wav2vec2, Recipe recipe) {
    this.wav2vec2 = wav2vec2;
    this.recipe = recipe;
    this.codes =
        new CleanCodes(BartShape.WIDTH, SoundBatch.TIMBRES, SoundBatch.MOTIONS, recipe.seed() + 1);
  }

  /**
   * Trains an encoder and writes it and its card as a Hugging Face folder.
   *
   * @throws io.fusebox.api.FuseboxException when the folder cannot be written
   */
  public void run(Path folder, Progress progress) {
    JsonNode config = Wav2Vec2Shape.config();
    ModelCard.preprocessor(folder, Wav2Vec2Shape.preprocessor());
    try (NDManager owner = NDManager.newBaseManager()) {
      Checkpoint untrained =
          new UntrainedCheckpoint(
              folder, config, recipe.seed(), name -> !name.startsWith("wav2vec2."));
      ModalityEncoder encoder =
          wav2vec2.create(Map.of("features", "sequence"), new Cradle(owner, untrained));
      SoundHeads heads = new SoundHeads(new Parameters(untrained, owner), BartShape.WIDTH);
      Autograd.with(() -> train(encoder, heads, progress));
      Map<String, Double> scores = Autograd.without(() -> test(encoder, heads));
      CheckpointWriter.write(folder, config, encoder.parameters(), Dtype.F16);
      Wav2Vec2Card.write(folder, recipe, scores);
    }
  }

  private Void train(ModalityEncoder encoder, SoundHeads heads, Progress progress) {
    Map<String, NDArray> all = new LinkedHashMap<>(encoder.parameters());
    all.putAll(heads.parameters());
    Learner learner = new Learner(all);
    Composer composer = new Composer(new Random(recipe.seed()));
    Warmup rate = new Warmup(recipe.rate(), recipe.steps());
    Cleanness clean = new Cleanness(recipe.steps());
    RecentLoss recent = new RecentLoss();
    for (long step = 0; step < recipe.steps(); step++) {
      SoundBatch batch = new SoundBatch(composer, codes, recipe.batch());
      try (NDManager manager = NDManager.newBaseManager()) {
        NDArray frames = encoder.encode(batch.samples(manager));
        recent.add(learner.step(heads.loss(frames, batch, clean.at(step)), rate.at(step)));
      }
      progress.at(step + 1, recipe.steps(), recent.toString());
    }
    return null;
  }

  private Map<String, Double> test(ModalityEncoder encoder, SoundHeads heads) {
    Composer composer = new Composer(new Random(~recipe.seed()));
    SoundBatch batch = new SoundBatch(composer, codes, TESTED);
    try (NDManager manager = NDManager.newBaseManager()) {
      return heads.scores(encoder.encode(batch.samples(manager)), batch);
    }
  }
}
