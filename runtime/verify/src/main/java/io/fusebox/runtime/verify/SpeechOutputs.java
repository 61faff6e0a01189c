package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.toolkit.speech.SpeechEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The outputs of a speech encoder for several inputs, each computed when it is first asked for. */
final class SpeechOutputs {
  private final SpeechEncoder encoder;
  private final Map<String, Map<String, NDArray>> computed = new HashMap<>();

  SpeechOutputs(SpeechEncoder encoder) {
    this.encoder = encoder;
  }

  /**
   * The encoder of this id.
   *
   * @throws FuseboxException when it is not made of core's parts for speech models: those know
   *     masks
   */
  static SpeechEncoder encoder(String id, VerificationCase of, Models models) {
    ModalityEncoder encoder = models.encoder(id, Map.of());
    if (encoder instanceof SpeechEncoder speech) {
      return speech;
    }
    throw new FuseboxException(
        "the live encoder %s takes no mask, which the case %s needs; use the one of Fusebox"
            .formatted(id, of.name()));
  }

  /**
   * One output for all of a batch.
   *
   * @param input what is encoded, for remembering it
   */
  Optional<TensorValues> of(String input, Supplier<NDArray> clips, String output) {
    return of(computed.computeIfAbsent(input, i -> encoder.outputs(clips.get())), output);
  }

  /** One output for a padded batch. */
  Optional<TensorValues> masked(Supplier<NDArray> clips, Supplier<long[]> lengths, String output) {
    return of(
        computed.computeIfAbsent("masked", i -> encoder.outputs(clips.get(), lengths.get())),
        output);
  }

  private static Optional<TensorValues> of(Map<String, NDArray> outputs, String name) {
    return Optional.ofNullable(outputs.get(name)).map(TensorValues::of);
  }
}
