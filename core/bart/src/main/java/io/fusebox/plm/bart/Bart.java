package io.fusebox.plm.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
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
import io.fusebox.toolkit.text.PlmTokenizer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * BART: a bidirectional encoder and a left-to-right decoder with learned positions, normalised
 * after each residual sum (Lewis et al., 2019, "BART: Denoising Sequence-to-Sequence
 * Pre-training").
 */
public final class Bart implements Plm {
  /** BART has no settings: its checkpoint says everything. */
  public record Config() {}

  /** A tensor that every BART has: where it is tells whether names begin with {@code model.}. */
  private static final String PROBE = "decoder.layernorm_embedding.weight";

  private final PlmSpec spec;
  private final Parameters parameters;
  private final BartTokens tokens;
  private final BartEncoder encoder;
  private final BartDecoder decoder;
  private final Supplier<Generation> generation;
  private final Supplier<Tokenizer> tokenizer;

  private Bart(Checkpoint checkpoint, NDManager owner, Supplier<Tokenizer> tokenizer) {
    BartConfig config = BartConfig.read(checkpoint.config());
    Activation activation = Activation.named(config.activation(), owner);
    Parameters root = new Parameters(checkpoint, owner);
    Parameters model = root.has("model." + PROBE) ? root.under("model") : root;
    root.leave("classification_head.", "qa_outputs.");
    model.leave("encoder.version", "decoder.version");
    this.tokens = BartTokens.read(model, config, owner);
    this.encoder =
        BartEncoder.read(
            model.under("encoder"), BartParts.of(config, config.encoder(), tokens, activation));
    this.decoder =
        BartDecoder.read(
            model.under("decoder"),
            tokens,
            BartHead.read(root, tokens, config),
            BartParts.of(config, config.decoder(), tokens, activation));
    this.parameters = root;
    this.generation = () -> BartGeneration.read(checkpoint, config);
    this.spec = spec(checkpoint, config);
    this.tokenizer =
        new PlmTokenizer(
            tokenizer,
            config.vocabulary(),
            checkpoint.folder(),
            Map.of(
                "bos_token", config.bos(), "pad_token", config.pad(), "eos_token", config.eos()));
  }

  /**
   * Reads a BART.
   *
   * @param owner owns its tensors
   * @param tokenizer gives the tokenizer when it is first asked for
   * @throws io.fusebox.api.FuseboxException when the checkpoint is no BART, or lacks a tensor
   */
  public static Bart load(Checkpoint checkpoint, NDManager owner, Supplier<Tokenizer> tokenizer) {
    return new Bart(checkpoint, owner, tokenizer);
  }

  private static PlmSpec spec(Checkpoint checkpoint, BartConfig config) {
    return new PlmSpec(
        String.valueOf(checkpoint.folder().getFileName()),
        "bart",
        config.width(),
        config.vocabulary(),
        config.maxPositions(),
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
    return tokens.embed(ids);
  }

  @Override
  public Segment place(Segment segment) {
    return Placing.alone(encoder, segment);
  }

  @Override
  public Optional<LayerNorm> embeddingNorm() {
    return Optional.of(encoder.positions().norm());
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

  /**
   * {@link #decode(Encoded, NDArray)} with padding among the decoder's inputs.
   *
   * @param decoderMask {@code [b, t]}, 1 = attend, beside causality
   */
  public Decoded decode(Encoded encoded, NDArray decoderIds, NDArray decoderMask) {
    return TeacherForcing.decode(decoder, encoded, decoderIds, decoderMask);
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
