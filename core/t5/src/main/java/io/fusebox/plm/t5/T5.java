package io.fusebox.plm.t5;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.seq2seq.Seq2SeqModel;
import io.fusebox.seq2seq.Seq2SeqPlm;
import io.fusebox.toolkit.generation.GenerationConfigReader;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Embedding;
import io.fusebox.toolkit.text.PlmTokenizer;
import java.util.Map;
import java.util.function.Supplier;

/**
 * T5: an encoder and a decoder that know distances instead of positions, normalised before each
 * part (Raffel et al., 2019, "Exploring the Limits of Transfer Learning with a Unified Text-to-Text
 * Transformer"), v1.0 and v1.1.
 *
 * <p>Segments: embeddings have no positions that could restart, and no normalisation of their own,
 * so {@code SEGMENT} and {@code CONTINUOUS} are the same here: distances are counted over the
 * joined sequence.
 */
public final class T5 {
  /** T5 has no settings: its checkpoint says everything. */
  public record Config() {}

  /** The first T5s' files have one, though no T5 looks at distances across. */
  private static final String CROSS_BIAS =
      "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.";

  private T5() {}

  /**
   * Reads a T5.
   *
   * @param owner owns its tensors
   * @param tokenizer gives the tokenizer when it is first asked for
   * @throws io.fusebox.api.FuseboxException when the checkpoint is not a T5, or lacks a tensor
   */
  public static Seq2SeqPlm load(
      Checkpoint checkpoint, NDManager owner, Supplier<Tokenizer> tokenizer) {
    T5Config config = T5Config.read(checkpoint.config());
    T5LayerReader parts =
        new T5LayerReader(config, Activation.named(config.feedForward().activation(), owner));
    Parameters parameters = new Parameters(checkpoint, owner);
    parameters.leave(CROSS_BIAS, "classification_head.", "qa_outputs.");
    Embedding read = T5TokenEmbedding.read(parameters, config);
    T5Head head = T5Head.read(parameters, read, config, owner);
    Embedding tokens = read.held(parameters);
    T5Encoder encoder = T5Encoder.read(parameters.under("encoder"), parts);
    return new Seq2SeqPlm(
        new Seq2SeqModel(
            spec(checkpoint, config).withPrefix(encoder.prefix()),
            tokenizer(checkpoint, config, tokenizer),
            tokens::apply,
            encoder,
            T5Decoder.read(parameters.under("decoder"), tokens, head, parts),
            () -> GenerationConfigReader.of(checkpoint, GenerationConfig.DEFAULTS),
            parameters));
  }

  private static PlmTokenizer tokenizer(
      Checkpoint checkpoint, T5Config config, Supplier<Tokenizer> tokenizer) {
    return new PlmTokenizer(
        tokenizer,
        config.vocabulary(),
        checkpoint.folder(),
        Map.of("pad_token", config.pad(), "eos_token", config.eos()));
  }

  private static PlmSpec spec(Checkpoint checkpoint, T5Config config) {
    return new PlmSpec(
        String.valueOf(checkpoint.folder().getFileName()),
        "t5",
        config.width(),
        config.vocabulary(),
        T5Config.MOST_POSITIONS,
        config.decoderStart(),
        config.pad(),
        config.eos(),
        checkpoint.hash());
  }
}
