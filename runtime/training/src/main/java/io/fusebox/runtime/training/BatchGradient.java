package io.fusebox.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.task.Example;
import io.fusebox.runtime.engine.forward.BatchBuilder;
import io.fusebox.runtime.engine.forward.ExampleGroups;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.tensor.Autograd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The gradient of one batch's loss. A batch that is too large for one pass (a base-size PLM that
 * reads 197 image vectors of 32 examples) is run in several, whose gradients add up to the same.
 */
final class BatchGradient {
  /** How many embedding numbers b x s x d go through the PLM at a time. */
  private static final long NUMBERS = 2L << 20;

  /**
   * The weight of a number that a thawed encoder reads: its layers are about four times as wide as
   * what goes into them.
   */
  private static final long THAWED = 4;

  private final Pipeline pipeline;
  private final BatchBuilder batches;
  private final long numbers;

  BatchGradient(Pipeline pipeline, BatchBuilder batches) {
    this(pipeline, batches, NUMBERS);
  }

  BatchGradient(Pipeline pipeline, BatchBuilder batches, long numbers) {
    this.pipeline = pipeline;
    this.batches = batches;
    this.numbers = numbers;
  }

  /**
   * The results of a batch.
   *
   * @param loss the mean cross-entropy of the batch's labels
   * @param gradients of that loss, by weight
   */
  record Result(float loss, Map<String, float[]> gradients) {}

  /** Runs the batch; everything native is freed at its end. */
  Result of(List<Example> batch, WeightValues weights) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> parameters = weights.toTensors(manager, pipeline);
      parameters.values().forEach(w -> w.setRequiresGradient(true));
      long all = answerTokens(manager, batch);
      float loss = 0;
      for (List<Example> alike : ExampleGroups.groups(pipeline, batch)) {
        for (List<Example> part : parts(manager, alike, parameters)) {
          loss += pass(manager, part, parameters, all);
        }
      }
      Map<String, float[]> gradients = new LinkedHashMap<>();
      parameters.forEach((name, w) -> gradients.put(name, Autograd.gradient(w)));
      return new Result(loss, gradients);
    } finally {
      pipeline.thawed().values().forEach(Autograd::freeze);
    }
  }

  /** One pass: its share of the batch's mean loss, by its answer tokens. */
  private float pass(
      NDManager owner, List<Example> part, Map<String, NDArray> parameters, long all) {
    try (NDManager manager = owner.newSubManager()) {
      Map<String, NDArray> views = new LinkedHashMap<>();
      parameters.forEach((name, w) -> views.put(name, view(manager, w)));
      NDArray labels = batches.labels(manager, part);
      NDArray loss = loss(fuse(manager, part, views), labels);
      float share = (float) answerTokens(manager, part) / all;
      NDArray weighted = loss.mul(manager.full(new Shape(), share));
      Autograd.backward(weighted);
      return weighted.getFloat();
    }
  }

  /** The parameter as the pass's manager owns it; gradients flow through. */
  private static NDArray view(NDManager manager, NDArray parameter) {
    NDArray view = parameter.reshape(parameter.getShape());
    view.attach(manager);
    return view;
  }

  private List<List<Example>> parts(
      NDManager owner, List<Example> batch, Map<String, NDArray> parameters) {
    try (NDManager manager = owner.newSubManager()) {
      long each = Autograd.without(() -> numbersOfOne(manager, batch, parameters));
      long rows = Math.max(1, numbers / each);
      List<List<Example>> parts = new ArrayList<>();
      for (int from = 0; from < batch.size(); from += (int) Math.min(rows, batch.size())) {
        parts.add(batch.subList(from, (int) Math.min(batch.size(), from + rows)));
      }
      return parts;
    }
  }

  /** How many numbers of one example gradients flow through, in the parts that are many. */
  private long numbersOfOne(
      NDManager manager, List<Example> batch, Map<String, NDArray> parameters) {
    long thawed = batches.thawedNumbers(manager, Example.questions(batch));
    return thawed > 0
        ? THAWED * thawed
        : fuse(manager, batch, parameters).length() * pipeline.plm().spec().width();
  }

  private PlmInput fuse(NDManager manager, List<Example> part, Map<String, NDArray> weights) {
    return batches.fuse(
        manager, Example.questions(part), weights, pipeline.strategy().trainsOnBlanks());
  }

  private long answerTokens(NDManager manager, List<Example> examples) {
    return batches.labels(manager, examples).neq(Labels.IGNORED).sum().getLong();
  }

  /** The mean cross-entropy of the labels {@code [b, t]}, -100 ignored. */
  private NDArray loss(PlmInput input, NDArray labels) {
    return pipeline.task().loss(pipeline.plm().encode(input), labels);
  }
}
