package @package@;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.seq2seq.Seq2SeqModel;
import io.fusebox.seq2seq.Seq2SeqPlm;
import io.fusebox.toolkit.generation.GenerationConfigReader;
import io.fusebox.toolkit.tensor.Embedding;
import io.fusebox.toolkit.text.ByteTokenizer;

/**
 * A PLM: an encoder-decoder transformer over bytes, with learned positions, normalised before each
 * part. It is read from a folder with {@code config.json}, whose {@code model_type} is {@code
 * @id@}, and {@code model.safetensors}.
 */
public final class @Type@ {
  /** The settings that a pipeline may give: nothing, the checkpoint says everything. */
  public record Config() {}

  private @Type@() {}

  /**
   * Reads a model.
   *
   * @param owner owns its tensors
   * @throws io.fusebox.api.FuseboxException when the checkpoint lacks a tensor, or one does not fit
   */
  public static Plm load(Checkpoint checkpoint, NDManager owner) {
    Sizes sizes = Sizes.read(checkpoint.config());
    ByteTokenizer tokenizer = new ByteTokenizer();
    Parameters all = new Parameters(checkpoint, owner);
    Embedding tokens =
        Embedding.read(all.under("tokens"), tokenizer.vocabularySize(), sizes.width());
    // How segments are joined and tokens are decoded one by one is the same for every family.
    return new Seq2SeqPlm(
        new Seq2SeqModel(
            spec(checkpoint, sizes, tokenizer),
            () -> tokenizer,
            tokens::apply,
            @Type@Encoder.read(all.under("encoder"), sizes),
            @Type@Decoder.read(all.under("decoder"), sizes, tokens),
            () -> GenerationConfigReader.of(checkpoint, GenerationConfig.DEFAULTS),
            all));
  }

  private static PlmSpec spec(Checkpoint checkpoint, Sizes sizes, ByteTokenizer tokenizer) {
    return new PlmSpec(
        String.valueOf(checkpoint.folder().getFileName()),
        "@id@",
        sizes.width(),
        tokenizer.vocabularySize(),
        sizes.positions(),
        ByteTokenizer.PAD, // a decoder begins with padding, as T5's does
        ByteTokenizer.PAD,
        ByteTokenizer.END,
        checkpoint.hash());
  }
}
