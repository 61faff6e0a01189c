package io.fusebox.api.plm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.fusion.Segment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A frozen pretrained language model: an encoder-decoder, or a decoder-only one, which reads its
 * input as if it had an encoder and says its answer after the input's last token. It is stateless:
 * any number of threads may call it. Results belong to the manager of the first argument's tensors
 * and go with it.
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
   * The norm of the encoder's embeddings once they have their positions, live; empty when this PLM
   * does not normalise them, and then a segment cannot have a normalisation of its own.
   */
  default Optional<LayerNorm> embeddingNorm() {
    return Optional.empty();
  }

  /**
   * Whether what begins a text (BOS) begins the whole input, before prompts and features, and not
   * the text alone: as a decoder-only PLM has seen it.
   */
  default boolean beginsInput() {
    return false;
  }

  /**
   * The keys and values that each layer makes of words that it reads alone: where a prefix starts.
   * Words and what follows them read the same whether the words are a segment that is blind to the
   * data or such a prefix, as far as the PLM does not count their distance (T5).
   *
   * @param words not padded; their manager owns the result
   * @throws io.fusebox.api.FuseboxException when this PLM takes no prefixes
   */
  default PlmInput.Prefix prefix(Segment words) {
    throw new FuseboxException(
        "the PLM %s (%s) takes no prefixes".formatted(spec().name(), spec().modelType()));
  }

  /** How positions are counted in an input that leaves it to the PLM. */
  default PlmInput.Positions usualPositions() {
    return PlmInput.Positions.SEGMENT;
  }

  /**
   * Looks at what a pipeline's strategy joins, before anything is trained or answered with it.
   *
   * @param example joins an example of nothing: zeros, in the segments of all others
   * @return what in it changes nothing for this PLM, in a sentence each
   * @throws io.fusebox.api.FuseboxException when something in it has no meaning for this PLM
   */
  default List<String> review(Supplier<PlmInput> example) {
    return List.of();
  }

  /**
   * The token ids of an answer, its end token included: what the decoder is to say after its start
   * token.
   */
  default long[] answer(String text) {
    return tokenizer().encode(text);
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
   * @param decoderIds {@code [b, t]} int64, beginning with the decoder start token, which for a
   *     decoder-only PLM stands for the input's last token
   */
  Decoded decode(EncoderOutput encoded, NDArray decoderIds);

  /**
   * The logits of some tokens alone, after whole decoder inputs: to choose among a few words, the
   * rest of the vocabulary need not be computed.
   *
   * @param decoderIds as {@link #decode} takes them
   * @param tokens {@code [n]} int64
   * @return {@code [b, n]}, owned by the manager of {@code decoderIds}
   */
  default NDArray nextLogits(EncoderOutput encoded, NDArray decoderIds, NDArray tokens) {
    NDArray logits = decode(encoded, decoderIds).logits();
    long last = logits.getShape().get(1) - 1;
    return logits.get(new NDIndex(":, {}", last)).get(new NDIndex(":, {}", tokens));
  }

  /** Starts decoding one token at a time; the caller closes the session. */
  DecoderSession open(EncoderOutput encoded);

  /** How the checkpoint says that this PLM should generate. */
  GenerationConfig generation();

  /** The PLM's tensors by their checkpoint names, for pretraining; live, not copies. */
  Map<String, NDArray> parameters();

  /**
   * The decoder's output for an input.
   *
   * @param hiddenStates {@code [b, t, d]} each: the embeddings, then every layer's output
   * @param logits {@code [b, t, v]}
   */
  record Decoded(List<NDArray> hiddenStates, NDArray logits) {}
}
