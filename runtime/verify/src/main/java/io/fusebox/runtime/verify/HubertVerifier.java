package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.util.List;

/**
 * HuBERT: states of {@code input_values} by their names, and under {@code masked_} those with the
 * {@code attention_mask}.
 */
final class HubertVerifier implements CaseVerifier {
  private static final String VALUES = "input_values";
  private static final String MASKED = "masked_";

  @Override
  public boolean knows(String caseName) {
    return caseName.matches("hubert(-.*)?");
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    SafetensorsFile inputs = of.inputs();
    SpeechOutputs outputs = new SpeechOutputs(SpeechOutputs.encoder("hubert", of, models));
    return TensorCase.rows(
        of,
        manager,
        name ->
            name.startsWith(MASKED)
                ? outputs.masked(
                    () -> inputs.readFloat(manager, VALUES),
                    () -> lengths(inputs, manager),
                    name.substring(MASKED.length()))
                : outputs.of(VALUES, () -> inputs.readFloat(manager, VALUES), name));
  }

  private static long[] lengths(SafetensorsFile inputs, NDManager manager) {
    return inputs.read(manager, "attention_mask").sum(new int[] {1}).toLongArray();
  }
}
