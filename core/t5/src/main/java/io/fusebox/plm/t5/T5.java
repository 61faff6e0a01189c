package io.fusebox.plm.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.plm.Decoded;
import io.fusebox.api.plm.DecoderSession;
import io.fusebox.api.plm.Encoded;
import io.fusebox.api.plm.EncoderSession;
import io.fusebox.api.plm.Generation;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.seq2seq.BlindCache;
import io.fusebox.seq2seq.CachedSession;
import io.fusebox.seq2seq.EncoderPass;
import io.fusebox.seq2seq.Placing;
import io.fusebox.seq2seq.TeacherForcing;
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
 * so {@link PlmInput.Positions#SEGMENT} and {@link PlmInput.Positions#CONTINUOUS} are the same
 * here: distances are counted over the joined sequence.
 */
public final class T5 implements Plm {
  /** T5 has no settings: its checkpoint says everything. */
  public record Config() {}

  /** The first T5s' files have one, though no T5 looks at distances across. */
  private static final String CROSS_BIAS =
      "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.";

  private final PlmSpec spec;
  private final Parameters parameters;
  private final Embedding tokens;
  private final T5Encoder encoder;
  private final T5Decoder decoder;
  private final Supplier<Generation> generation;
  private final Supplier<Tokenizer> tokenizer;

  private T5(Checkpoint checkpoint, NDManager owner, Supplier<Tokenizer> tokenizer) {
    T5Config config = T5Config.read(checkpoint.config());
    T5Parts parts = new T5Parts(config, Activation.named(config.feedForward().activation(), owner));
    this.parameters = new Parameters(checkpoint, owner);
    parameters.leave(CROSS_BIAS, "classification_head.", "qa_outputs.");
    this.tokens = T5Tokens.read(parameters, config);
    this.encoder = T5Encoder.read(parameters.under("encoder"), parts);
    T5Head head = T5Head.read(parameters, tokens, config, owner);
    this.decoder = T5Decoder.read(parameters.under("decoder"), tokens, head, parts);
    this.generation = () -> Generation.of(checkpoint, Generation.DEFAULTS);
    this.spec = spec(checkpoint, config);
    this.tokenizer =
        new PlmTokenizer(
            tokenizer,
            config.vocabulary(),
            checkpoint.folder(),
            Map.of("pad_token", config.pad(), "eos_token", config.eos()));
  }

  /**
   * Reads a T5.
   *
   * @param owner owns its tensors
   * @param tokenizer gives the tokenizer when it is first asked for
   * @throws io.fusebox.api.FuseboxException when the checkpoint is no T5, or lacks a tensor
   */
  public static T5 load(Checkpoint checkpoint, NDManager owner, Supplier<Tokenizer> tokenizer) {
    return new T5(checkpoint, owner, tokenizer);
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

  @Override
  public PlmSpec spec() {
    return spec;
  }

  @Override
  public Tokenizer tokenizer() {
    return tokenizer.get();
  }

  @Override
  public NDArray embed(NDArray ids) {
    return tokens.apply(ids);
  }

  @Override
  public Segment place(Segment segment) {
    return Placing.alone(encoder, segment);
  }

  @Override
  public Encoded encode(PlmInput input) {
    return EncoderPass.encode(encoder, input);
  }

  @Override
  public EncoderSession openEncoder(NDManager owner) {
    return new BlindCache(encoder, owner);
  }

  @Override
  public Decoded decode(Encoded encoded, NDArray decoderIds) {
    return TeacherForcing.decode(decoder, encoded, decoderIds, null);
  }

  @Override
  public DecoderSession open(Encoded encoded) {
    return new CachedSession(decoder, encoded);
  }

  @Override
  public Generation generation() {
    return generation.get();
  }

  @Override
  public Map<String, NDArray> parameters() {
    return parameters.all();
  }
}
