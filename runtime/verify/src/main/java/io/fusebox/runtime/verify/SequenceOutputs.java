package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plm.Plm.Decoded;
import io.fusebox.toolkit.generation.GeneratedSequences;
import io.fusebox.toolkit.generation.GenerationConfigReader;
import io.fusebox.toolkit.generation.Generator;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of an encoder-decoder PLM for one input and its labels, by the reference's names.
 * Each part is computed when it is first asked for.
 */
final class SequenceOutputs {
  private static final String GENERATED = "gen_";
  private static final String SCORES = ".sequences_scores";
  private static final String AS_CONFIGURED = "config_defaults";

  private final Plm plm;
  private final PlmInput input;
  private final NDArray labels;
  private final NDArray decoderIds;
  private final JsonNode variants;
  private final Map<String, GeneratedSequences> generated = new HashMap<>();
  private @Nullable EncoderOutput encoded;
  private @Nullable Decoded decoded;

  /**
   * @param labels {@code [b, t]}
   * @param variants how to generate, by name: {@code generate_variants} in {@code meta.json}
   */
  SequenceOutputs(Plm plm, PlmInput input, NDArray labels, JsonNode variants) {
    this.plm = plm;
    this.input = input;
    this.labels = labels;
    this.decoderIds = Labels.shiftRight(labels, plm.spec().decoderStart(), plm.spec().pad());
    this.variants = variants;
  }

  Optional<TensorValues> output(String name) {
    return switch (name) {
      case "encoder_last_hidden_state" -> Optional.of(TensorValues.of(encoded().last()));
      case "first_hidden" -> state(encoded().hiddenStates(), "0");
      case "decoder_input_ids" -> Optional.of(TensorValues.of(decoderIds));
      case "inputs_embeds" -> Optional.of(TensorValues.of(PlmInputs.embeddings(input)));
      case "logits" -> Optional.of(TensorValues.of(decoded().logits()));
      case "loss" -> Optional.of(TensorValues.of(loss()));
      default -> numbered(name);
    };
  }

  private Optional<TensorValues> numbered(String name) {
    int dot = name.lastIndexOf('.');
    if (name.startsWith(GENERATED)) {
      return generated(name.substring(GENERATED.length()));
    } else if (name.startsWith("encoder_hidden_states.")) {
      return state(encoded().hiddenStates(), name.substring(dot + 1));
    } else if (name.startsWith("decoder_hidden_states.")) {
      return state(decoded().hiddenStates(), name.substring(dot + 1));
    }
    return Optional.empty();
  }

  /** A scalar, owned by the manager of the labels. */
  NDArray loss() {
    return Losses.crossEntropy(decoded().logits(), labels);
  }

  EncoderOutput encoded() {
    if (encoded == null) {
      encoded = plm.encode(input);
    }
    return encoded;
  }

  NDArray decoderIds() {
    return decoderIds;
  }

  private Decoded decoded() {
    if (decoded == null) {
      decoded = plm.decode(encoded(), decoderIds);
    }
    return decoded;
  }

  private static Optional<TensorValues> state(List<NDArray> states, String number) {
    if (!number.matches("\\d{1,4}") || Integer.parseInt(number) >= states.size()) {
      return Optional.empty();
    }
    return Optional.of(TensorValues.of(states.get(Integer.parseInt(number))));
  }

  private Optional<TensorValues> generated(String name) {
    boolean scores = name.endsWith(SCORES);
    String variant = scores ? name.substring(0, name.length() - SCORES.length()) : name;
    return generation(variant)
        .map(how -> generated.computeIfAbsent(variant, v -> generate(how)))
        .map(g -> scores ? scores(g) : TensorValues.ids(g.sequences()));
  }

  private GeneratedSequences generate(GenerationConfig how) {
    return Generator.generate(plm, encoded(), how);
  }

  private Optional<GenerationConfig> generation(String variant) {
    if (variant.equals(AS_CONFIGURED)) {
      return Optional.of(plm.generation());
    }
    return variants.path(variant).isObject()
        ? Optional.of(GenerationConfigReader.from(variants.get(variant), plm.generation()))
        : Optional.empty();
  }

  private static TensorValues scores(GeneratedSequences g) {
    return TensorValues.floats(g.scores(), new Shape(g.scores().length));
  }
}
