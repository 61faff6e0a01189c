package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.generation.GeneratedSequences;
import java.util.Arrays;

/** A reference case of a PLM: its model, inputs and outputs are owned by one manager. */
public class PlmCase implements AutoCloseable {
  private static final double TOLERANCE = 1e-4;

  public final NDManager manager = NDManager.newBaseManager();
  private final GoldenCase golden;

  public PlmCase(String name) {
    golden = GoldenCase.of(name);
  }

  public final CheckpointFolder checkpoint(String weights) {
    return golden.checkpoint(weights);
  }

  public final JsonNode meta() {
    return golden.meta();
  }

  /** An input of the case. */
  public final NDArray in(String name) {
    return golden.input(manager, name);
  }

  /** An output of the reference. */
  public final NDArray out(String name) {
    return golden.output(manager, name);
  }

  public final void assertOutput(String name, NDArray found) {
    Tensors.assertClose(out(name), found, TOLERANCE, name);
  }

  /** The reference's sequences, and with {@code scored} their scores too. */
  public final void assertGenerated(String name, GeneratedSequences found, boolean scored) {
    NDArray expected = out(name);
    assertEquals(expected.getShape().get(0), found.sequences().length, name);
    long[] all = Arrays.stream(found.sequences()).flatMapToLong(Arrays::stream).toArray();
    assertEquals(expected.getShape().get(1), found.sequences()[0].length, name);
    assertArrayEquals(expected.toLongArray(), all, name);
    if (scored) {
      assertOutput(name + ".sequences_scores", manager.create(found.scores()));
    }
  }

  @Override
  public final void close() {
    manager.close();
  }
}
