package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.toolkit.audio.AudioProcessor;
import io.fusebox.toolkit.audio.PaddedAudio;
import io.fusebox.toolkit.speech.SpeechEncoder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outputs of a wav2vec 2.0 case by the reference's names: what the preprocessor makes of the
 * audio clips ({@code fe.*}), and what the model makes of them padded with a mask ({@code
 * masked.*}), padded without one ({@code unmasked.*}), normalised together with their padding
 * ({@code nomask_fe_unmasked.*}), or alone ({@code single0.*}).
 */
final class Wav2Vec2Outputs {
  private static final Pattern SINGLE = Pattern.compile("single(\\d{1,6})\\.(.*)");
  private static final Pattern PREPARED =
      Pattern.compile("fe\\.single\\.(\\d{1,6})\\.input_values");

  private final SpeechEncoder encoder;
  private final List<float[]> clips;
  private final NDManager manager;
  private final SpeechOutputs outputs;

  Wav2Vec2Outputs(SpeechEncoder encoder, List<float[]> clips, NDManager manager) {
    this.encoder = encoder;
    this.clips = clips;
    this.manager = manager;
    this.outputs = new SpeechOutputs(encoder);
  }

  Optional<TensorValues> output(String name) {
    return switch (name) {
      case "fe.with_mask.input_values" -> Optional.of(TensorValues.of(padded(true).values()));
      case "fe.with_mask.attention_mask" -> Optional.of(TensorValues.of(padded(true).mask()));
      case "fe.no_mask.input_values" -> Optional.of(TensorValues.of(padded(false).values()));
      case "output_lengths" -> Optional.of(frames());
      case "feature_mask", "conv_features", "pos_conv_weight" -> masked(name);
      default -> prefixed(name);
    };
  }

  private Optional<TensorValues> prefixed(String name) {
    Matcher prepared = PREPARED.matcher(name);
    Matcher single = SINGLE.matcher(name);
    String rest = name.substring(name.indexOf('.') + 1);
    if (prepared.matches()) {
      return single(prepared.group(1)).map(TensorValues::of);
    } else if (single.matches()) {
      return single(single.group(1)).flatMap(s -> outputs.of(single.group(1), () -> s, rest));
    }
    return switch (name.substring(0, name.indexOf('.') + 1)) {
      case "masked." -> masked(rest);
      case "unmasked." -> outputs.of("unmasked", () -> padded(true).values(), rest);
      case "nomask_fe_unmasked." -> outputs.of("heard", () -> padded(false).values(), rest);
      default -> Optional.empty();
    };
  }

  private Optional<TensorValues> masked(String output) {
    return outputs.masked(() -> padded(true).values(), () -> padded(true).lengths(), output);
  }

  private TensorValues frames() {
    return TensorValues.ids(encoder.frames(padded(true).lengths()));
  }

  /** One audio clip as a batch, {@code [1, t]}. */
  private Optional<NDArray> single(String number) {
    int i = Integer.parseInt(number);
    return i < clips.size()
        ? Optional.of(encoder.processor().pad(manager, List.of(clips.get(i))).values())
        : Optional.empty();
  }

  private PaddedAudio padded(boolean masked) {
    AudioProcessor own = encoder.processor();
    return new AudioProcessor(own.rate(), own.normalise(), masked, own.decoder())
        .pad(manager, clips);
  }
}
