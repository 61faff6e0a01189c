package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.seq2seq.Seq2SeqPlm;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.util.List;
import java.util.Optional;

/** BART on token ids: hidden states, logits, loss, generation. */
final class BartVerifier implements CaseVerifier {
  @Override
  public boolean knows(String caseName) {
    return caseName.matches("(?!bart-(.*-)?(embeds|scaled)(-.*)?$)bart(-.*)?");
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    Plm plm = models.plm();
    SafetensorsFile inputs = of.inputs();
    NDArray ids = inputs.read(manager, "input_ids");
    NDArray labels = inputs.read(manager, "labels");
    Optional<NDArray> mask = Optional.of(inputs.read(manager, "attention_mask"));
    SequenceOutputs outputs =
        new SequenceOutputs(
            plm, PlmInputs.text(plm, ids, mask), labels, of.meta().path("generate_variants"));
    return TensorCase.rows(
        of,
        manager,
        name ->
            switch (name) {
              case "logits_decoder_mask" -> withDecoderMask(plm, outputs);
              case "loss_no_mask_full" -> Optional.of(withoutMask(plm, ids, labels));
              default -> outputs.output(name);
            });
  }

  /** The decoder does not look at its own padding. */
  private static Optional<TensorValues> withDecoderMask(Plm plm, SequenceOutputs outputs) {
    if (!(plm instanceof Seq2SeqPlm seq2seq)) {
      return Optional.empty();
    }
    NDArray ids = outputs.decoderIds();
    NDArray mask = ids.neq(plm.spec().pad());
    return Optional.of(TensorValues.of(seq2seq.decode(outputs.encoded(), ids, mask).logits()));
  }

  /** The encoder looks at its padding. */
  private static TensorValues withoutMask(Plm plm, NDArray ids, NDArray labels) {
    SequenceOutputs all =
        new SequenceOutputs(
            plm, PlmInputs.text(plm, ids, Optional.empty()), labels, MissingNode.getInstance());
    return TensorValues.of(all.loss());
  }
}
