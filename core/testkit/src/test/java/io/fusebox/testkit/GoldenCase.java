package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.files.JsonFile;
import io.fusebox.toolkit.generation.Generated;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.nio.file.Path;
import java.util.Arrays;

/** One reference case: its model, inputs and outputs, all owned by one manager. */
public class GoldenCase implements AutoCloseable {
  private static final Path CASES = Path.of("src/test/resources/golden");

  public final NDManager manager = NDManager.newBaseManager();
  private final Path folder;

  public GoldenCase(String name) {
    folder = CASES.resolve(name);
  }

  /** The case's model, in its own folder or in the one that it names. */
  public final CheckpointFolder checkpoint(String weights) {
    return CheckpointFolder.open(folder.resolve(meta().path("model").asText(".")), weights);
  }

  public final JsonNode meta() {
    return JsonFile.readObject(folder.resolve("meta.json"), 1 << 20);
  }

  public final NDArray in(String name) {
    return SafetensorsFile.open(folder.resolve("inputs.safetensors")).read(manager, name);
  }

  public final NDArray out(String name) {
    return SafetensorsFile.open(folder.resolve("outputs.safetensors")).read(manager, name);
  }

  public final void assertOutput(String name, NDArray found) {
    assertClose(out(name), found, name);
  }

  public static void assertClose(NDArray expected, NDArray found, String name) {
    assertEquals(expected.getShape(), found.getShape(), name);
    float[] want = expected.toType(DataType.FLOAT32, false).toFloatArray();
    float[] have = found.toFloatArray();
    for (int i = 0; i < want.length; i++) {
      assertTrue(
          Math.abs(want[i] - have[i]) <= 1e-4f,
          name + "[" + i + "]: expected " + want[i] + ", found " + have[i]);
    }
  }

  public final void assertGenerated(String name, Generated found, boolean scored) {
    NDArray expected = out(name);
    assertEquals(expected.getShape().get(0), found.sequences().length, name);
    long[] all = Arrays.stream(found.sequences()).flatMapToLong(Arrays::stream).toArray();
    assertEquals(expected.getShape().get(1), found.sequences()[0].length, name);
    assertArrayEquals(expected.toLongArray(), all, name);
    if (scored) {
      assertClose(out(name + ".sequences_scores"), manager.create(found.scores()), name);
    }
  }

  @Override
  public final void close() {
    manager.close();
  }
}
