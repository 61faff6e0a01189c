package io.fusebox.plm.bart;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.seq2seq.Seq2SeqModel;
import io.fusebox.seq2seq.Seq2SeqPlm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.text.PlmTokenizer;
import java.util.Map;
import java.util.function.Supplier;

/**
 * BART: a bidirectional encoder and a left-to-right decoder with learned positions, normalised
 * after each residual sum (Lewis et al., 2019, "BART: Denoising Sequence-to-Sequence
 * Pre-training").
 */
public final class Bart {
  /** BART has no settings: its checkpoint says everything. */
  public record Config() {}

  /** A tensor that every BART has: its name shows whether names begin with {@code model.}. */
  private static final String PROBE = "decoder.layernorm_embedding.weight";

  private Bart() {}

  /**
   * Reads a BART.
   *
   * @param owner owns its tensors
   * @param tokenizer gives the tokenizer when it is first asked for
   * @throws io.fusebox.api.FuseboxException when the checkpoint is not a BART, or lacks a tensor
   */
  public static Seq2SeqPlm load(
      Checkpoint checkpoint, NDManager owner, Supplier<Tokenizer> tokenizer) {
    BartConfig config = BartConfig.read(checkpoint.config());
    Activation activation = Activation.named(config.activation(), owner);
    Parameters root = new Parameters(checkpoint, owner);
    Parameters model = root.has("model." + PROBE) ? root.under("model") : root;
    root.leave("classification_head.", "qa_outputs.");
    model.leave("encoder.version", "decoder.version");
    BartTokenEmbedding read = BartTokenEmbedding.read(model, config, owner);
    BartHead head = BartHead.read(root, read, config);
    BartTokenEmbedding tokens = read.held(root);
    BartEncoder encoder =
        BartEncoder.read(
            model.under("encoder"),
            BartLayerReader.of(config, config.encoder(), tokens, activation));
    BartDecoder decoder =
        BartDecoder.read(
            model.under("decoder"),
            tokens,
            head,
            BartLayerReader.of(config, config.decoder(), tokens, activation));
    return new Seq2SeqPlm(
        new Seq2SeqModel(
            spec(checkpoint, config).withPrefix(encoder.prefix()),
            tokenizer(checkpoint, config, tokenizer),
            tokens::embed,
            encoder,
            decoder,
            () -> BartGeneration.read(checkpoint, config),
            root));
  }

  private static PlmTokenizer tokenizer(
      Checkpoint checkpoint, BartConfig config, Supplier<Tokenizer> tokenizer) {
    return new PlmTokenizer(
        tokenizer,
        config.vocabulary(),
        checkpoint.folder(),
        Map.of("bos_token", config.bos(), "pad_token", config.pad(), "eos_token", config.eos()));
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
}
