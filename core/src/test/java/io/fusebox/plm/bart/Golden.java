package io.fusebox.plm.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.checkpoint.CheckpointFolder;
import io.fusebox.files.JsonFile;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Segment;
import io.fusebox.fusion.Segments;
import io.fusebox.plm.Generated;
import io.fusebox.safetensors.SafetensorsFile;
import java.nio.file.Path;
import java.util.Arrays;

/** One reference case: its model, inputs and outputs, all owned by one manager. */
final class Golden implements AutoCloseable {
  private static final Path CASES = Path.of("src/test/resources/golden");

  final NDManager manager = NDManager.newBaseManager();
  final Bart bart;
  private final Path folder;

  Golden(String name) {
    this(name, "model.safetensors");
  }

  Golden(String name, String weights) {
    folder = CASES.resolve(name);
    Path model = folder.resolve(meta().path("model").asText("."));
    bart = load(CheckpointFolder.open(model, weights), manager);
  }

  static Bart load(CheckpointFolder checkpoint, NDManager manager) {
    return Bart.load(
        checkpoint,
        manager,
        () -> {
          throw new UnsupportedOperationException("the case has no tokenizer");
        });
  }

  JsonNode meta() {
    return JsonFile.readObject(folder.resolve("meta.json"), 1 << 20);
  }

  NDArray in(String name) {
    return SafetensorsFile.open(folder.resolve("inputs.safetensors")).read(manager, name);
  }

  NDArray out(String name) {
    return SafetensorsFile.open(folder.resolve("outputs.safetensors")).read(manager, name);
  }

  /** Text alone, from ids. */
  PlmInput text(String ids, String mask) {
    Segment text = new Segment(Segment.TEXT, bart.embed(in(ids)), in(mask));
    return PlmInput.join(Segments.of(text));
  }

  /** {@code [prompt | visual | text]} with one count of positions, as in the plain cases. */
  PlmInput fused(NDArray prompt) {
    Segment text = new Segment(Segment.TEXT, bart.embed(in("text_ids")), in("text_mask"));
    return PlmInput.join(
            Segments.of(
                Segment.unpadded(Segment.PROMPT, prompt.expandDims(0)),
                Segment.unpadded("image", in("visual")),
                text))
        .withPositions(PlmInput.Positions.CONTINUOUS);
  }

  void assertOutput(String name, NDArray found) {
    assertClose(out(name), found, name);
  }

  static void assertClose(NDArray expected, NDArray found, String name) {
    assertEquals(expected.getShape(), found.getShape(), name);
    float[] want = expected.toType(DataType.FLOAT32, false).toFloatArray();
    float[] have = found.toFloatArray();
    for (int i = 0; i < want.length; i++) {
      assertTrue(
          Math.abs(want[i] - have[i]) <= 1e-4f,
          name + "[" + i + "]: expected " + want[i] + ", found " + have[i]);
    }
  }

  void assertGenerated(String name, Generated found, boolean scored) {
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
  public void close() {
    manager.close();
  }
}
