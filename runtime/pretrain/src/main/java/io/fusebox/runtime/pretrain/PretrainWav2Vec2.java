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
import io.fusebox.runtime.worlds.audio.AudioGenerator;
import io.fusebox.toolkit.checkpoint.CheckpointWriter;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.tensor.Autograd;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Makes the small wav2vec 2.0: an encoder that distinguishes timbres and the motion of a pitch. It
 * never sees a word: what it is asked for are numbers of classes.
 */
public final class PretrainWav2Vec2 {
  /** The settings of the shipped model. */
  public static final PretrainingPlan SHIPPED = new PretrainingPlan(2000, 16, 1.5e-3, 0);

  private static final int TESTED = 200;

  private final PluginFactory<ModalityEncoder> wav2vec2;
  private final PretrainingPlan recipe;
  private final ClassCodes codes;

  /**
   * Prepares a run.
   *
   * @param wav2vec2 the live plug-in {@code wav2vec2}
   */
  public PretrainWav2Vec2(PluginFactory<ModalityEncoder> wav2vec2, PretrainingPlan recipe) {
    this.wav2vec2 = wav2vec2;
    this.recipe = recipe;
    this.codes =
        new ClassCodes(
            SmallBartConfig.WIDTH, AudioBatch.TIMBRES, AudioBatch.MOTIONS, recipe.seed() + 1);
  }

  /**
   * Trains an encoder and writes it and its card as a Hugging Face folder.
   *
   * @throws io.fusebox.api.FuseboxException when the folder cannot be written
   */
  public void run(Path folder, ProgressListener progress) {
    JsonNode config = SmallWav2Vec2Config.config();
    ModelCard.preprocessor(folder, SmallWav2Vec2Config.preprocessor());
    try (NDManager owner = NDManager.newBaseManager()) {
      Checkpoint untrained =
          new UntrainedCheckpoint(
              folder, config, recipe.seed(), name -> !name.startsWith("wav2vec2."));
      ModalityEncoder encoder =
          wav2vec2.create(Map.of("features", "sequence"), new PretrainingHost(owner, untrained));
      AudioHeads heads = new AudioHeads(new Parameters(untrained, owner), SmallBartConfig.WIDTH);
      Autograd.with(() -> train(encoder, heads, progress));
      Map<String, Double> scores = Autograd.without(() -> test(encoder, heads));
      CheckpointWriter.write(folder, config, encoder.parameters(), Dtype.F16);
      Wav2Vec2Card.write(folder, recipe, scores);
    }
  }

  private Void train(ModalityEncoder encoder, AudioHeads heads, ProgressListener progress) {
    Map<String, NDArray> all = new LinkedHashMap<>(encoder.parameters());
    all.putAll(heads.parameters());
    ModelTrainer learner = new ModelTrainer(all);
    AudioGenerator composer = new AudioGenerator(new Random(recipe.seed()));
    WarmupSchedule rate = new WarmupSchedule(recipe.rate(), recipe.steps());
    AlignmentSchedule clean = new AlignmentSchedule(recipe.steps());
    RecentLoss recent = new RecentLoss();
    for (long step = 0; step < recipe.steps(); step++) {
      AudioBatch batch = new AudioBatch(composer, codes, recipe.batch());
      try (NDManager manager = NDManager.newBaseManager()) {
        NDArray frames = encoder.encode(batch.samples(manager));
        recent.add(learner.step(heads.loss(frames, batch, clean.at(step)), rate.at(step)));
      }
      progress.update(step + 1, recipe.steps(), recent.toString());
    }
    return null;
  }

  private Map<String, Double> test(ModalityEncoder encoder, AudioHeads heads) {
    AudioGenerator composer = new AudioGenerator(new Random(~recipe.seed()));
    AudioBatch batch = new AudioBatch(composer, codes, TESTED);
    try (NDManager manager = NDManager.newBaseManager()) {
      return heads.scores(encoder.encode(batch.samples(manager)), batch);
    }
  }
}
