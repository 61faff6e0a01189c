package io.fusebox.runtime.explain.gradients;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.task.Task.ExplainedToken;
import io.fusebox.toolkit.generation.FiniteLogitsCheck;
import io.fusebox.toolkit.generation.Labels;
import java.util.Arrays;
import java.util.List;

/**
 * The explained quantity: for each example the sum of log p(label) over the labels that count.
 *
 * @param decoderIds what the decoder reads, {@code [b][t]}
 * @param labels what it should say next, {@code [b][t]}; {@link Labels#IGNORED} does not count
 * @param among the tokens that share all probability, every label one of them; none = all tokens
 */
public record AttributionTarget(long[][] decoderIds, long[][] labels, long[] among) {
  /** Of a vocabulary's token. */
  public AttributionTarget(long[][] decoderIds, long[][] labels) {
    this(decoderIds, labels, new long[0]);
  }

  public AttributionTarget {
    require(labels.length > 0 && labels[0].length > 0, "there is no label to explain");
    requireShape("labels", labels, labels);
    requireShape("the decoder's ids", decoderIds, labels);
  }

  private static void requireShape(String what, long[][] rows, long[][] like) {
    boolean same =
        rows.length == like.length
            && Arrays.stream(rows).allMatch(row -> row.length == like[0].length);
    require(same, "%s must be %d rows of %d".formatted(what, like.length, like[0].length));
  }

  /** All labels {@code [b][t]}, each behind the ones before it. */
  public static AttributionTarget labels(long[][] labels, PlmSpec plm) {
    long[][] before = new long[labels.length][];
    for (int i = 0; i < labels.length; i++) {
      before[i] = Labels.shiftRight(labels[i], plm.decoderStart(), plm.pad());
    }
    return new AttributionTarget(before, labels);
  }

  /**
   * The first token that the PLM chose, of sequences that it generated (Liang et al. 2022). A token
   * that was forced at the beginning was not chosen, and is what the decoder reads.
   *
   * @param sequences {@code [b][t]}, one for each example, start token included
   * @param how how they were generated
   */
  public static AttributionTarget firstToken(long[][] sequences, GenerationConfig how) {
    require(
        sequences.length > 0 && sequences[0].length > 1, "there is no generated token to explain");
    int first = how.forcedBos() >= 0 && sequences[0].length > 2 ? 2 : 1;
    long[][] read = new long[sequences.length][];
    long[][] labels = new long[sequences.length][first];
    for (int i = 0; i < sequences.length; i++) {
      read[i] = Arrays.copyOf(sequences[i], first);
      Arrays.fill(labels[i], Labels.IGNORED);
      labels[i][first - 1] = sequences[i][first];
    }
    return new AttributionTarget(read, labels);
  }

  /** The token that an answer is explained by, of one example. */
  public static AttributionTarget of(ExplainedToken focus) {
    return next(focus.read(), focus.token()).among(focus.among());
  }

  /** One token behind what the decoder has read, of one example. */
  public static AttributionTarget next(long[] read, long token) {
    long[] labels = new long[read.length];
    Arrays.fill(labels, Labels.IGNORED);
    labels[read.length - 1] = token;
    return new AttributionTarget(new long[][] {read.clone()}, new long[][] {labels});
  }

  /** The same when nothing but these tokens can be said. */
  public AttributionTarget among(long... tokens) {
    return new AttributionTarget(decoderIds, labels, tokens.clone());
  }

  /** The number of examples b. */
  public int examples() {
    return labels.length;
  }

  /**
   * One example's target for several inputs of the PLM.
   *
   * @param inputs c of them, {@code [c, s, d]}
   * @param manager owns the inputs and the result
   * @return {@code [c]}
   */
  public NDArray of(int example, Plm plm, PlmInput inputs, NDManager manager) {
    int c = Math.toIntExact(inputs.batch());
    NDArray ids = repeated(manager, decoderIds[example], c);
    NDArray wanted = repeated(manager, places(labels[example]), c);
    NDArray all = FiniteLogitsCheck.require(plm, plm.decode(plm.encode(inputs), ids).logits());
    NDArray logits = choices(all);
    NDArray counted = wanted.neq(Labels.IGNORED);
    NDArray chosen = counted.toType(DataType.INT64, false).mul(wanted).expandDims(-1);
    NDArray each = logits.logSoftmax(-1).gather(chosen, 2).squeeze(-1); // [c, t]
    return each.mul(counted.toType(DataType.FLOAT32, false)).sum(new int[] {1});
  }

  /** {@code [c, t, v] -> [c, t, n]}: the logits of what can be said. */
  private NDArray choices(NDArray logits) {
    if (among.length == 0) {
      return logits;
    }
    int positions = Math.toIntExact(logits.getShape().get(0) * logits.getShape().get(1));
    NDArray all = repeated(logits.getManager(), among, positions);
    Shape shape = logits.getShape().slice(0, 2).add(among.length);
    return logits.gather(all.reshape(shape), 2);
  }

  /** Where the labels are among the choices. */
  private long[] places(long[] of) {
    List<Long> choices = Arrays.stream(among).boxed().toList();
    return among.length == 0
        ? of
        : Arrays.stream(of).map(l -> l == Labels.IGNORED ? l : choices.indexOf(l)).toArray();
  }

  private static NDArray repeated(NDManager manager, long[] row, int times) {
    long[] all = new long[row.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(row, 0, all, i * row.length, row.length);
    }
    return manager.create(all, new Shape(times, row.length));
  }
}
