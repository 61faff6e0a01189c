package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.tensor.Autograd;

/**
 * One way to put a prompt before a case's features and text.
 *
 * @param name the arm's name, with which its outputs begin
 * @param authors whether each segment's positions restart
 * @param blind whether the prompt is blind, as the case's mask says
 */
record PromptVariant(VerificationCase of, Plm plm, String name, boolean authors, boolean blind) {

  /** A loss and its gradient with respect to the prompt. */
  record OptimizerStep(double loss, float[] gradient) {}

  /** The prompt {@code [n, d]} that the case starts from; row-major. */
  float[] prompt(NDManager manager) {
    try (NDArray prompt = of.inputs().readFloat(manager, "prompt")) {
      return prompt.toFloatArray();
    }
  }

  /** {@code [n, d]}. */
  Shape shape() {
    return of.inputs().entry("prompt").shape();
  }

  /** The PLM's outputs with this prompt {@code [n, d]}; its manager owns everything. */
  SequenceOutputs outputs(NDArray prompt) {
    NDManager manager = prompt.getManager();
    SafetensorsFile inputs = of.inputs();
    PlmInput input =
        PlmInputs.fused(plm, inputs, prompt, "attention_mask", manager)
            .withPositions(authors ? Positions.SEGMENT : Positions.CONTINUOUS);
    if (blind) {
      NDArray padding = inputs.read(manager, "attention_mask");
      input = PlmInputs.blind(input, inputs.read(manager, "blind_mask"), padding);
    }
    NDArray labels = inputs.read(manager, "labels");
    return new SequenceOutputs(plm, input, labels, MissingNode.getInstance());
  }

  /** One forward and backward pass; nothing of it stays in {@code manager}. */
  OptimizerStep step(float[] values, NDManager manager) {
    try (NDManager pass = manager.newSubManager()) {
      NDArray prompt = pass.create(values, shape());
      prompt.setRequiresGradient(true);
      return Autograd.with(
          () -> {
            NDArray loss = outputs(prompt).loss();
            Autograd.backward(loss);
            return new OptimizerStep(loss.getFloat(), Autograd.gradient(prompt));
          });
    }
  }
}
