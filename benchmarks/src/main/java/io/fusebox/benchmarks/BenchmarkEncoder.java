package io.fusebox.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.encoder.vit.VitEncoder;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.speech.SpeechConfig;
import io.fusebox.toolkit.speech.SpeechEncoder;
import java.nio.file.Path;

/** The encoders that are measured, with random weights. */
public enum BenchmarkEncoder {
  /** ViT-base, all 197 vectors of an image. */
  VIT {
    @Override
    ModalityEncoder read(ModelSize size, Precision precision, NDManager owner) {
      ObjectNode config =
          ModelShape.encoder(size)
              .config("vit")
              .put("image_size", new Jobs(size).pixels())
              .put("patch_size", 16);
      return VitEncoder.read(
          new VitEncoder.Config(VitEncoder.Features.SEQUENCE, Orientation.UPRIGHT),
          untrained(config, precision, "vit."),
          owner);
    }

    @Override
    NDArray inputs(ModelSize size, NDManager owner) {
      int side = new Jobs(size).pixels();
      return owner.randomNormal(new Shape(Jobs.IMAGES, 3, side, side));
    }

    @Override
    Work work(ModelSize size) {
      return new Jobs(size).images();
    }
  },
  /** wav2vec2-base, all frames of an audio clip. */
  WAV2VEC2 {
    @Override
    ModalityEncoder read(ModelSize size, Precision precision, NDManager owner) {
      Jobs jobs = new Jobs(size);
      ObjectNode config =
          ModelShape.encoder(size)
              .config("wav2vec2")
              .put("num_conv_pos_embeddings", jobs.positionKernel())
              .put("num_conv_pos_embedding_groups", jobs.groups());
      ArrayNode channels = config.putArray("conv_dim");
      for (int i = 0; i < 7; i++) {
        channels.add(jobs.channels());
      }
      return SpeechEncoder.read(
          "wav2vec2",
          SpeechConfig.read(config, /* normalised= */ true),
          new SpeechEncoder.Config(SpeechEncoder.Features.SEQUENCE, 60),
          untrained(config, precision, "wav2vec2."),
          owner);
    }

    @Override
    NDArray inputs(ModelSize size, NDManager owner) {
      return owner.randomNormal(new Shape(Jobs.CLIPS, new Jobs(size).samples()));
    }

    @Override
    Work work(ModelSize size) {
      return new Jobs(size).clips();
    }
  };

  abstract ModalityEncoder read(ModelSize size, Precision precision, NDManager owner);

  /** A batch, decoded. */
  abstract NDArray inputs(ModelSize size, NDManager owner);

  /** The pieces of its pass. */
  abstract Work work(ModelSize size);

  private static UntrainedCheckpoint untrained(
      ObjectNode config, Precision precision, String prefix) {
    return new UntrainedCheckpoint(Path.of("random"), config, 1, n -> n.startsWith(prefix))
        .in(precision);
  }
}
