package io.fusebox.runtime.training;

import static java.util.Objects.requireNonNull;

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
import io.fusebox.toolkit.tensor.SerialWorkers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The gradient of one batch's loss. A batch that is too large for one pass (a base-size PLM that
 * reads 197 image vectors of 32 examples) is run in several, whose gradients add up to the same. Of
 * a narrow PLM, whose operations are too small to be divided over cores, parts of a batch are run
 * side by side; their gradients are added in the order of the parts, whichever is ready first.
 */
final class BatchGradient implements AutoCloseable {
  /** How many embedding numbers b x s x d go through the PLM at a time. */
  private static final long NUMBERS = 2L << 20;

  /**
   * What a number that a thawed encoder reads counts: its layers are about four times as wide as
   * what goes into them.
   */
  private static final long THAWED = 4;

  /** The widest PLM whose operations are too small to be divided over cores. */
  private static final long NARROW = 256;

  /** More parts than this would be of few examples, and take longer in all. */
  private static final int MOST_WORKERS = 4;

  private final Pipeline pipeline;
  private final BatchBuilder batches;
  private final long numbers;
  private final int cores;
  private Optional<SerialWorkers> workers = Optional.empty();

  BatchGradient(Pipeline pipeline, BatchBuilder batches) {
    this(pipeline, batches, NUMBERS, Runtime.getRuntime().availableProcessors());
  }

  /**
   * @param numbers how many embedding numbers go through the PLM at a time
   * @param cores how many there are
   */
  BatchGradient(Pipeline pipeline, BatchBuilder batches, long numbers, int cores) {
    this.pipeline = pipeline;
    this.batches = batches;
    this.numbers = numbers;
    boolean narrow = pipeline.plm().spec().width() <= NARROW && pipeline.thawed().isEmpty();
    this.cores = narrow ? Math.min(cores, MOST_WORKERS) : 1;
  }

  /**
   * The results of a batch.
   *
   * @param loss the mean cross-entropy of the batch's labels
   * @param gradients of that loss, by weight
   */
  record Result(float loss, Map<String, float[]> gradients) {
    /** Adds to the first one's arrays. */
    private static Result plus(Result first, Result next) {
      first.gradients.forEach((name, sum) -> add(sum, requireNonNull(next.gradients.get(name))));
      return new Result(first.loss + next.loss, first.gradients);
    }

    private static void add(float[] sum, float[] next) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += next[i];
      }
    }
  }

  /** Runs the batch; everything native is freed at its end. */
  Result of(List<Example> batch, WeightValues weights) {
    long all = answerTokens(batch);
    int parts = Math.min(cores, batch.size());
    if (parts == 1) {
      return of(batch, weights, all);
    }
    List<Callable<Result>> work = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      List<Example> part = batch.subList(i * batch.size() / parts, (i + 1) * batch.size() / parts);
      work.add(() -> Autograd.with(() -> of(part, weights, all)));
    }
    return workers().all(work).stream().reduce(Result::plus).orElseThrow();
  }

  private SerialWorkers workers() {
    if (workers.isEmpty()) {
      workers = Optional.of(new SerialWorkers(cores));
    }
    return workers.get();
  }

  /** Ends the threads that computed side by side. */
  @Override
  public void close() {
    workers.ifPresent(SerialWorkers::close);
  }

  /**
   * The share of some examples in the results of a batch.
   *
   * @param all the answer tokens of the whole batch
   */
  private Result of(List<Example> examples, WeightValues weights, long all) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> parameters = weights.toTensors(manager, pipeline);
      parameters.values().forEach(w -> w.setRequiresGradient(true));
      float loss = 0;
      for (List<Example> alike : ExampleGroups.groups(pipeline, examples)) {
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
      long rows = Math.max(1, numbers / cores / each);
      List<List<Example>> parts = new ArrayList<>();
      for (int from = 0; from < batch.size(); from += (int) Math.min(rows, batch.size())) {
        parts.add(batch.subList(from, (int) Math.min(batch.size(), from + rows)));
      }
      return parts;
    }
  }

  /**
   * How many numbers of one example gradients flow through, in the parts that are many: of the one
   * with the longest text and the most files, as the others are padded.
   */
  private long numbersOfOne(
      NDManager manager, List<Example> batch, Map<String, NDArray> parameters) {
    long thawed = batches.thawedNumbers(manager, Example.questions(batch));
    return thawed > 0
        ? THAWED * thawed
        : fuse(manager, List.of(longest(batch)), parameters).length()
            * pipeline.plm().spec().width();
  }

  private static Example longest(List<Example> batch) {
    return Collections.max(
        batch,
        Comparator.<Example>comparingInt(
                e -> e.files().values().stream().mapToInt(List::size).sum())
            .thenComparingInt(e -> e.question().text().length()));
  }

  private PlmInput fuse(NDManager manager, List<Example> part, Map<String, NDArray> weights) {
    return batches.fuse(
        manager, Example.questions(part), weights, pipeline.strategy().trainsOnBlanks());
  }

  private long answerTokens(List<Example> batch) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return answerTokens(manager, batch);
    }
  }

  private long answerTokens(NDManager manager, List<Example> examples) {
    return batches.labels(manager, examples).neq(Labels.IGNORED).sum().getLong();
  }

  /** The mean cross-entropy of the labels {@code [b, t]}, -100 ignored. */
  private NDArray loss(PlmInput input, NDArray labels) {
    return pipeline.task().loss(pipeline.plm().encode(input), labels);
  }
}
