package io.fusebox.encoder.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.encoder.Modality;
import io.fusebox.toolkit.files.InputReader;
import java.nio.file.Path;

/** The input of a model, on its way from files. */
interface ScriptInput {
  /** The input that a pipeline's settings describe. */
  static ScriptInput of(TorchScriptConfig config) {
    return switch (config.input()) {
      case IMAGE -> new ScriptImages(config);
      case VIDEO -> new ScriptVideos(config);
      case AUDIO -> new ScriptAudio(config);
    };
  }

  Modality modality();

  /** Decodes one file, {@code [...]} without a batch axis, owned by {@code manager}. */
  NDArray decode(NDManager manager, byte[] file);

  /** Decodes one input where it lies. */
  default NDArray decode(NDManager manager, Path input) {
    return decode(manager, InputReader.read(input));
  }

  /** Nothing of the same shape, and of the same manager: black, or silence. */
  NDArray blank(NDArray input);

  /** An input of nothing, without a batch axis, owned by {@code manager}. */
  NDArray blank(NDManager manager);

  /** A batch as the model takes it. */
  default NDArray arranged(NDArray batch) {
    return batch;
  }

  /** Whether several are encoded together, where the model can. */
  default boolean together() {
    return true;
  }
}
