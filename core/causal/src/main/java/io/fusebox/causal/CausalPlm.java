package io.fusebox.causal;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Positions;
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
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A decoder-only PLM behind the contract of encoder-decoders: to encode is to read the input and to
 * keep each layer's keys and values, and the decoder's start stands for the input's last token. How
 * one is run does not depend on its family.
 */
public final class CausalPlm implements Plm {
  private final CausalModel model;

  public CausalPlm(CausalModel model) {
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

  /** Its tokens without the special ones that a tokenizer puts around a text, then the end. */
  @Override
  public long[] answer(String text) {
    return AnswerTokens.of(tokenizer(), text, spec().eos());
  }

  @Override
  public NDArray embed(NDArray ids) {
    return model.embedding().apply(ids);
  }

  @Override
  public Positions usualPositions() {
    return Positions.CONTINUOUS;
  }

  @Override
  public boolean beginsInput() {
    return true;
  }

  @Override
  public List<String> review(Supplier<PlmInput> example) {
    return ReadableInput.remarks(new CausalInput(model.stack(), example.get()).input());
  }

  @Override
  public Segment place(Segment segment) {
    return ReadableInput.placed(model.stack(), segment);
  }

  @Override
  public Prefix prefix(Segment words) {
    CausalInput joined = new CausalInput(model.stack(), PlmInput.join(Segments.of(words)));
    CausalRun run = LeadingSegments.of(joined, 1).run();
    return new Prefix(
        NDArrays.stack(new NDList(run.layers().stream().map(KeyValue::keys).toList())),
        NDArrays.stack(new NDList(run.layers().stream().map(KeyValue::values).toList())));
  }

  @Override
  public EncoderOutput encode(PlmInput input) {
    return CausalPass.encode(model.stack(), input);
  }

  @Override
  public EncoderSession openEncoder(NDManager owner) {
    return new LeadingSegmentsCache(model.stack(), owner);
  }

  @Override
  public Decoded decode(EncoderOutput read, NDArray decoderIds) {
    return AnswerStates.decode(model, requireOwn(read), decoderIds);
  }

  @Override
  public NDArray nextLogits(EncoderOutput read, NDArray decoderIds, NDArray tokens) {
    return AnswerStates.nextLogits(model, requireOwn(read), decoderIds, tokens);
  }

  @Override
  public DecoderSession open(EncoderOutput read) {
    return new CausalSession(model, requireOwn(read));
  }

  private EncoderOutput requireOwn(EncoderOutput read) {
    int expected = 2 * model.stack().layers().size();
    require(
        read.memory().size() == expected,
        "what the PLM %s goes on from must hold the keys and values of its %d layers, found %d tensors; pass on what its encode() gave"
            .formatted(spec().name(), expected / 2, read.memory().size()));
    return read;
  }

  /** The logits after each position that was read, {@code [b, s, v]}. */
  public NDArray logits(EncoderOutput read) {
    return TensorScope.freeIntermediates(() -> model.stack().logits(read.last()));
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
