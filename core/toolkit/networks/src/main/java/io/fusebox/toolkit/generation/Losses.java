package io.fusebox.toolkit.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.tensor.TensorScope;

/** Losses that are safe under autograd. */
public final class Losses {
  private Losses() {}

  /**
   * The mean of -log p(label) over the labels that are not {@link Labels#IGNORED}; NaN when all
   * are, as in the reference.
   *
   * @param logits {@code [b, t, v]}
   * @param labels {@code [b, t]} int64
   * @return a scalar, owned by the manager of {@code logits}
   */
  public static NDArray crossEntropy(NDArray logits, NDArray labels) {
    return TensorScope.freeIntermediates(
        () -> {
          NDArray counted = TensorScope.viewOn(logits.getManager(), labels).neq(Labels.IGNORED);
          NDArray ids = counted.toType(DataType.INT64, false).mul(labels).expandDims(-1);
          NDArray each = logits.logSoftmax(-1).gather(ids, 2).squeeze(-1);
          NDArray weights = counted.toType(DataType.FLOAT32, false);
          return each.mul(weights).sum().div(weights.sum()).neg();
        });
  }

  /**
   * The mean cross-entropy of whole answers, which the decoder reads one token behind (teacher
   * forcing).
   *
   * @param labels {@code [b, t]}, as {@link Labels#of} gives them
   * @return a scalar, owned by the manager of {@code labels}
   */
  public static NDArray ofAnswers(Plm plm, EncoderOutput encoded, NDArray labels) {
    NDArray decoderIds = Labels.shiftRight(labels, plm.spec().decoderStart(), plm.spec().pad());
    return crossEntropy(plm.decode(encoded, decoderIds).logits(), labels);
  }
}
