package io.fusebox.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.DecoderSession;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.EncoderSession;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plm.Plm.Decoded;
import io.fusebox.api.plm.Tokenizer;
import java.util.Map;
import java.util.Optional;

/** An encoder-decoder PLM: how one is run does not depend on its family. */
public final class Seq2SeqPlm implements Plm {
  private final Seq2SeqModel model;

  public Seq2SeqPlm(Seq2SeqModel model) {
    this.model = model;
  }

  @Override
  public PlmSpec spec() {
    return model.spec();
  }

  @Override
  public Tokenizer tokenizer() {
    return model.tokenizer().get();
  }

  @Override
  public NDArray embed(NDArray ids) {
    return model.embedding().apply(ids);
  }

  @Override
  public Segment place(Segment segment) {
    return SegmentPlacement.alone(model.encoder(), segment);
  }

  @Override
  public Optional<LayerNorm> embeddingNorm() {
    return model.encoder().embeddingNorm();
  }

  @Override
  public Prefix prefix(Segment words) {
    JoinedSegments alone =
        new JoinedInput(model.encoder(), PlmInput.join(Segments.of(words))).whole();
    return PrefixedKeys.of(BlindStates.of(model.encoder(), alone).layers());
  }

  @Override
  public EncoderOutput encode(PlmInput input) {
    return EncoderPass.encode(model.encoder(), input);
  }

  @Override
  public EncoderSession openEncoder(NDManager owner) {
    return new BlindCache(model.encoder(), owner);
  }

  @Override
  public Decoded decode(EncoderOutput encoded, NDArray decoderIds) {
    return TeacherForcing.decode(model.decoder(), encoded, decoderIds, null);
  }

  /**
   * {@link #decode(EncoderOutput, NDArray)} with padding among the decoder's inputs.
   *
   * @param decoderMask {@code [b, t]}, 1 = attend, in addition to causality
   */
  public Decoded decode(EncoderOutput encoded, NDArray decoderIds, NDArray decoderMask) {
    return TeacherForcing.decode(model.decoder(), encoded, decoderIds, decoderMask);
  }

  @Override
  public NDArray nextLogits(EncoderOutput encoded, NDArray decoderIds, NDArray tokens) {
    return TeacherForcing.nextLogits(model.decoder(), encoded, decoderIds, tokens);
  }

  @Override
  public DecoderSession open(EncoderOutput encoded) {
    return new CachedSession(model.decoder(), encoded);
  }

  @Override
  public GenerationConfig generation() {
    return model.generation().get();
  }

  @Override
  public Map<String, NDArray> parameters() {
    return model.parameters().all();
  }
}
