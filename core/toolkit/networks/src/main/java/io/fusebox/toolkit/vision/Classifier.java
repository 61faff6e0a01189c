package io.fusebox.toolkit.vision;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.tensor.Linear;

/**
 * The linear map to labels that a checkpoint for classification has. It is read each time that it
 * is asked for: it is not part of the encoder and is not kept.
 *
 * @param in the width of the vectors that it reads
 */
public record Classifier(Checkpoint checkpoint, int in) {
  private static final int DEFAULT_LABELS = 2; // the reference's

  /** Whether the checkpoint has one. */
  public boolean isThere() {
    return checkpoint.has("classifier.weight");
  }

  /** {@code [b, in] -> [b, labels]}, owned by the manager of {@code vectors}. */
  public NDArray apply(NDArray vectors) {
    JsonNode names = checkpoint.config().path("id2label");
    Parameters head = new Parameters(checkpoint, vectors.getManager()).under("classifier");
    return Linear.read(head, in, names.isEmpty() ? DEFAULT_LABELS : names.size()).apply(vectors);
  }
}
