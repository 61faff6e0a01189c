package io.fusebox.api.plm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.fusion.Segment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A frozen pretrained encoder-decoder language model. It is stateless: any number of threads may
 * call it. Results belong to the manager of the first argument's tensors and go with it.
 */
public interface Plm {
  PlmSpec spec();

  Tokenizer tokenizer();

  /**
   * Token embeddings, scaled as the PLM scales its own lookups, without positions.
   *
   * @param ids {@code [b, s]} int64
   * @return {@code [b, s, d]}
   */
  NDArray embed(NDArray ids);

  /**
   * Puts a segment in its place by itself: with positions from 0 on and the encoder's embedding
   * normalisation (or the segment's own), as far as this PLM has them. {@link #encode} does so for
   * what is not placed.
   *
   * @return the same marked as placed, owned by the manager of its embeddings
   * @throws io.fusebox.api.FuseboxException when it is not as wide as the PLM, or too long for it
   */
  Segment place(Segment segment);

  /**
   * What normalises the encoder's embeddings once they have their positions, live; empty when this
   * PLM does not normalise them, and then a segment cannot have a normalisation of its own.
   */
  default Optional<LayerNorm> embeddingNorm() {
    return Optional.empty();
  }

  /** Runs the encoder over joined segments. */
  EncoderOutput encode(PlmInput input);

  /**
   * Starts encoding many inputs with the same weights, for answering; the caller closes the
   * session.
   *
   * @param owner what the session keeps goes with it at the latest
   */
  default EncoderSession openEncoder(NDManager owner) {
    return this::encode;
  }

  /**
   * Runs the decoder over whole decoder inputs (teacher forcing).
   *
   * @param decoderIds {@code [b, t]} int64, beginning with the decoder start token
   */
  Decoded decode(EncoderOutput encoded, NDArray decoderIds);

  /** Starts decoding one token at a time; the caller closes the session. */
  DecoderSession open(EncoderOutput encoded);

  /** How the checkpoint says that this PLM should generate. */
  GenerationConfig generation();

  /** The PLM's tensors by their checkpoint names, for pretraining; live, not copies. */
  Map<String, NDArray> parameters();

  /**
   * What the PLM's decoder made of its input.
   *
   * @param hiddenStates {@code [b, t, d]} each: the embeddings, then every layer's output
   * @param logits {@code [b, t, v]}
   */
  record Decoded(List<NDArray> hiddenStates, NDArray logits) {}
}
