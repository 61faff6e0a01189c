package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.util.List;

/** BART on given embeddings, and generation under BlindPrompt's mask ({@code blind_*}). */
final class BartEmbedsVerifier implements CaseVerifier {
  private static final String BLIND = "blind_";

  @Override
  public boolean knows(String caseName) {
    return caseName.matches("bart-(.*-)?embeds(-.*)?");
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    Plm plm = models.plm();
    SafetensorsFile inputs = of.inputs();
    NDArray prompt = inputs.readFloat(manager, "prompt");
    PlmInput input = PlmInputs.fused(plm, inputs, prompt, "attention_mask", manager);
    NDArray padding = inputs.read(manager, "attention_mask");
    PlmInput blind = PlmInputs.blind(input, inputs.read(manager, "blind_mask"), padding);
    SequenceOutputs seeing = outputs(of, plm, input, manager);
    SequenceOutputs blinded = outputs(of, plm, blind, manager);
    return TensorCase.rows(
        of,
        manager,
        name ->
            name.startsWith(BLIND)
                ? blinded.output(name.substring(BLIND.length()))
                : seeing.output(name));
  }

  private static SequenceOutputs outputs(
      VerificationCase of, Plm plm, PlmInput input, NDManager manager) {
    NDArray labels = of.inputs().read(manager, "labels");
    return new SequenceOutputs(plm, input, labels, of.meta().path("generate_variants"));
  }
}
