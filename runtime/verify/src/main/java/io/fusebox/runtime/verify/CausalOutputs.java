package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.causal.CausalPlm;
import io.fusebox.toolkit.generation.Losses;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outputs of a decoder-only PLM for token ids, by the reference's names. */
final class CausalOutputs {
  /** The embeddings that a case gives, which are kept among its outputs. */
  private static final String GIVEN = "inputs_embeds";

  /** The given ones, in a case that stores the lookups as they are: so many times as large, */
  private static final float LARGER = 1.5f;

  /** and so much more. */
  private static final float MORE = 0.01f;

  private static final String MASK = "leftpad_attention_mask";

  private final VerificationCase of;
  private final CausalPlm plm;
  private final NDManager manager;
  private final SafetensorsFile inputs;
  private final NDArray ids;

  CausalOutputs(VerificationCase of, CausalPlm plm, NDManager manager) {
    this.of = of;
    this.plm = plm;
    this.manager = manager;
    this.inputs = of.inputs();
    this.ids = inputs.read(manager, "input_ids");
  }

  /** Null for a name that is not known. */
  @Nullable TensorValues output(String name) {
    return switch (name) {
      case "logits" -> TensorValues.of(plm.logits(read(plm.embed(ids), Optional.empty())));
      case "last_hidden" -> TensorValues.of(read(plm.embed(ids), Optional.empty()).last());
      case "loss" -> TensorValues.of(loss());
      case GIVEN -> TensorValues.of(given());
      case "embeds.logits" -> embedsLogits();
      case "leftpad.logits" -> TensorValues.of(leftPadded());
      default -> generated(name);
    };
  }

  private EncoderOutput read(NDArray embeddings, Optional<NDArray> mask) {
    return plm.encode(PlmInputs.text(embeddings, mask));
  }

  private TensorValues embedsLogits() {
    NDArray stored = of.outputs().readFloat(manager, GIVEN);
    NDArray given =
        stored.allClose(plm.embed(ids), 1e-2, 1e-2, false) // as far as bfloat16 rounds
            ? stored.mul(manager.create(LARGER)).add(manager.create(MORE))
            : stored;
    return TensorValues.of(plm.logits(read(given, Optional.empty())));
  }

  /** Each position says the next: labels are one ahead. */
  private NDArray loss() {
    NDArray logits = plm.logits(read(plm.embed(ids), Optional.empty()));
    NDArray labels = inputs.read(manager, "labels");
    return Losses.crossEntropy(logits.get(new NDIndex(":, :-1")), labels.get(new NDIndex(":, 1:")));
  }

  /** The lookups, as many times larger as the given ones are. */
  private NDArray given() {
    NDArray lookups = plm.embed(ids);
    NDArray stored = of.outputs().readFloat(manager, GIVEN);
    return lookups.mul(stored.mul(lookups).sum().div(lookups.mul(lookups).sum()));
  }

  /** The outputs for padding mean nothing: they are as the case has them. */
  private NDArray leftPadded() {
    NDArray mask = inputs.read(manager, MASK);
    NDArray found = plm.logits(read(plm.embed(ids), Optional.of(mask)));
    NDArray stored = of.outputs().readFloat(manager, "leftpad.logits");
    NDArray real = mask.toType(DataType.FLOAT32, true).expandDims(2);
    NDArray padded = mask.logicalNot().toType(DataType.FLOAT32, true).expandDims(2);
    return TensorScope.freeIntermediates(() -> found.mul(real).add(stored.mul(padded)));
  }

  private @Nullable TensorValues generated(String name) {
    CausalGenerations how = new CausalGenerations(of, plm);
    return switch (name) {
      case "gen_leftpad_greedy" -> how.behind(ids, inputs.read(manager, MASK), name);
      default -> name.startsWith("gen_") ? how.behind(ids, ids.onesLike(), name) : null;
    };
  }
}
