package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.util.List;
import java.util.Optional;

/** T5 on token ids and on given embeddings ({@code embeds.*}): states, logits, loss, generation. */
final class T5Verifier implements CaseVerifier {
  private static final String EMBEDS = "embeds.";

  /** The embeddings that a case gives, which are kept among its outputs. */
  private static final String GIVEN = "inputs_embeds";

  /** How much smaller than the lookups they are. */
  private static final float SMALLER = 0.9f;

  @Override
  public boolean knows(String caseName) {
    return caseName.matches("t5.*");
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    Plm plm = models.plm();
    NDArray lookups = plm.embed(of.inputs().read(manager, "input_ids"));
    SafetensorsFile stored = of.outputs();
    JsonNode variants = GenerationNames.variants(of, plm);
    SequenceOutputs ids = outputs(of, plm, lookups, variants);
    NDArray given = stored.has(GIVEN) ? stored.readFloat(manager, GIVEN) : lookups;
    SequenceOutputs embeds = outputs(of, plm, given, variants);
    return TensorCase.rows(
        of,
        manager,
        name -> {
          if (name.equals(GIVEN)) {
            return Optional.of(TensorValues.of(lookups.mul(manager.create(SMALLER))));
          }
          return name.startsWith(EMBEDS)
              ? embeds.output(name.substring(EMBEDS.length()))
              : ids.output(name);
        });
  }

  private static SequenceOutputs outputs(
      VerificationCase of, Plm plm, NDArray embeddings, JsonNode variants) {
    NDManager manager = embeddings.getManager();
    SafetensorsFile inputs = of.inputs();
    Optional<NDArray> mask = Optional.of(inputs.read(manager, "attention_mask"));
    return new SequenceOutputs(
        plm, PlmInputs.text(embeddings, mask), inputs.read(manager, "labels"), variants);
  }
}
