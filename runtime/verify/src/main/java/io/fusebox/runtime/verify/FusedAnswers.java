package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.causal.CausalPlm;
import io.fusebox.runtime.training.Adam;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.tensor.Autograd;
import io.fusebox.toolkit.text.TokenBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers behind {@code [prompt | features | text]}. Logits and generated answers are those of each
 * example alone; losses and gradients those of all as one padded batch, as in training, which are
 * the same.
 */
final class FusedAnswers {
  private static final Pattern NUMBERED = Pattern.compile("(logits|answer_greedy)\\.(\\d{1,4})");
  private static final Pattern RATE = Pattern.compile("lr (\\d+(?:\\.\\d+)?)");
  private static final double USUAL_RATE = 0.05;
  private static final int LEAST = 2;
  private static final int MOST = 6;

  private final VerificationCase of;
  private final CausalPlm plm;
  private final NDManager manager;
  private final SafetensorsFile inputs;
  private final List<OptimizerStep> steps = new ArrayList<>();

  /** A loss, its gradient with respect to the prompt, and the prompt that Adam makes of it. */
  private record OptimizerStep(double loss, float[] gradient, float[] after) {}

  FusedAnswers(VerificationCase of, CausalPlm plm, NDManager manager) {
    this.of = of;
    this.plm = plm;
    this.manager = manager;
    this.inputs = of.inputs();
  }

  Optional<TensorValues> output(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    if (numbered.matches()) {
      int example = Integer.parseInt(numbered.group(2));
      return Optional.of(numbered.group(1).equals("logits") ? logits(example) : answer(example));
    }
    return Optional.ofNullable(
        switch (name) {
          case "loss" -> TensorValues.scalar(steps(1).get(0).loss());
          case "prompt_grad" -> TensorValues.floats(steps(1).get(0).gradient(), shape());
          case "adam_losses" -> losses();
          case "adam_prompt" ->
              TensorValues.floats(steps(updates()).get(updates() - 1).after(), shape());
          default -> null;
        });
  }

  private TensorValues logits(int example) {
    NDArray labels = inputs.read(manager, "fuse.answer." + example).expandDims(0);
    NDArray ids = Labels.shiftRight(labels, plm.spec().decoderStart(), plm.spec().pad());
    return TensorValues.of(plm.decode(alone(example, prompt()), ids).logits().squeeze(0));
  }

  /** The PLM's output with the prompt once Adam has changed it. */
  private TensorValues answer(int example) {
    float[] trained = steps(updates()).get(updates() - 1).after();
    EncoderOutput read = alone(example, trained);
    return TensorValues.ids(new CausalGenerations(of, plm).answer(read, LEAST, MOST));
  }

  private EncoderOutput alone(int example, float[] values) {
    NDArray prompt = manager.create(values, shape()).duplicate();
    NDArray text = inputs.read(manager, "fuse.text." + example).expandDims(0);
    NDArray features = features(manager).get(new NDIndex("{}:{}", example, example + 1));
    return plm.encode(input(prompt, features, Segment.unpadded(Segment.TEXT, plm.embed(text))));
  }

  private static PlmInput input(NDArray prompt, NDArray features, Segment text) {
    return PlmInput.join(
        Segments.of(
            Segment.unpadded(Segment.PROMPT, prompt.expandDims(0)),
            Segment.unpadded("image", features),
            text));
  }

  private NDArray features(NDManager owner) {
    return inputs.readFloat(owner, "fuse.features");
  }

  private float[] prompt() {
    try (NDArray prompt = inputs.readFloat(manager, "fuse.prompt")) {
      return prompt.toFloatArray();
    }
  }

  private Shape shape() {
    return inputs.entry("fuse.prompt").shape();
  }

  private TensorValues losses() {
    float[] losses = new float[updates()];
    List<OptimizerStep> all = steps(losses.length);
    for (int i = 0; i < losses.length; i++) {
      losses[i] = (float) all.get(i).loss();
    }
    return TensorValues.floats(losses, new Shape(losses.length));
  }

  private int updates() {
    SafetensorsFile outputs = of.outputs();
    return outputs.has("fuse.adam_losses")
        ? Math.toIntExact(outputs.entry("fuse.adam_losses").shape().size())
        : 1;
  }

  /** At least so many steps from the case's prompt. */
  private List<OptimizerStep> steps(int count) {
    if (steps.size() < count) {
      steps.clear();
      Adam adam = new Adam();
      float[] prompt = prompt();
      for (int i = 0; i < count; i++) {
        OptimizerStep step = step(adam, prompt);
        steps.add(step);
        prompt = step.after();
      }
    }
    return steps;
  }

  /** Nothing of it stays in the manager. */
  private OptimizerStep step(Adam adam, float[] values) {
    try (NDManager pass = manager.newSubManager()) {
      NDArray prompt = pass.create(values, shape());
      prompt.setRequiresGradient(true);
      return Autograd.with(
          () -> {
            NDArray loss = batchLoss(prompt, pass);
            Autograd.backward(loss);
            float[] gradient = Autograd.gradient(prompt);
            float[] after = values.clone();
            adam.update("prompt", after, gradient, rate());
            return new OptimizerStep(loss.getFloat(), gradient, after);
          });
    }
  }

  private NDArray batchLoss(NDArray prompt, NDManager pass) {
    TokenBatch texts = TokenBatch.pad(rows("fuse.text."), plm.spec().pad());
    NDArray ids = pass.create(texts.ids());
    Segment text = new Segment(Segment.TEXT, plm.embed(ids), pass.create(texts.mask()));
    NDArray labels = pass.create(TokenBatch.pad(rows("fuse.answer."), Labels.IGNORED).ids());
    EncoderOutput read = plm.encode(input(prompt, features(pass), text));
    return Losses.ofAnswers(plm, read, labels);
  }

  private List<long[]> rows(String name) {
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; inputs.has(name + i); i++) {
      try (NDArray row = inputs.read(manager, name + i)) {
        rows.add(row.toLongArray());
      }
    }
    return rows;
  }

  private double rate() {
    Matcher rate = RATE.matcher(of.meta().path("note").asText(""));
    return rate.find() ? Double.parseDouble(rate.group(1)) : USUAL_RATE;
  }
}
