package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.util.List;
import java.util.Optional;

/**
 * BART whose token embeddings are scaled, on ids and on given embeddings ({@code embeds.*}, {@code
 * *_embeds}), generating as its checkpoint says.
 */
final class BartScaledVerifier implements CaseVerifier {
  private static final String EMBEDS = "embeds.";
  private static final String SUFFIX = "_embeds";

  @Override
  public boolean knows(String caseName) {
    return caseName.matches("(?!bart-(.*-)?embeds(-.*)?$)bart-(.*-)?scaled(-.*)?");
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    Plm plm = models.plm();
    SequenceOutputs ids = ids(of, plm, manager);
    SequenceOutputs embeds = embeds(of, plm, manager);
    return TensorCase.rows(
        of,
        manager,
        name -> {
          if (name.startsWith(EMBEDS)) {
            return embeds.output(name.substring(EMBEDS.length()));
          }
          return name.endsWith(SUFFIX)
              ? embeds.output(name.substring(0, name.length() - SUFFIX.length()))
              : ids.output(name);
        });
  }

  private static SequenceOutputs ids(VerificationCase of, Plm plm, NDManager manager) {
    SafetensorsFile inputs = of.inputs();
    Optional<NDArray> mask = Optional.of(inputs.read(manager, "attention_mask"));
    PlmInput input = PlmInputs.text(plm, inputs.read(manager, "input_ids"), mask);
    return outputs(of, plm, input, inputs.read(manager, "labels"));
  }

  private static SequenceOutputs embeds(VerificationCase of, Plm plm, NDManager manager) {
    SafetensorsFile inputs = of.inputs();
    NDArray prompt = inputs.readFloat(manager, "prompt");
    PlmInput input = PlmInputs.fused(plm, inputs, prompt, "embeds_attention_mask", manager);
    return outputs(of, plm, input, inputs.read(manager, "embeds_labels"));
  }

  private static SequenceOutputs outputs(
      VerificationCase of, Plm plm, PlmInput input, NDArray labels) {
    return new SequenceOutputs(plm, input, labels, of.meta().path("generate_variants"));
  }
}
