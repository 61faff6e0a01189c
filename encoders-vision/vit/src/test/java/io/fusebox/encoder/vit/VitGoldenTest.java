package io.fusebox.encoder.vit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.vision.VisionEncoder;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reference's numbers. */
class VitGoldenTest {
  private static final double TOLERANCE = 1e-4;

  private final NDManager manager = NDManager.newBaseManager();
  private final GoldenCase golden = TinyVit.CASE;

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void everyOutputOfRandomPixels() {
    VisionEncoder vit = TinyVit.read(manager, VitEncoder.Features.SEQUENCE);
    checkAll("random.", vit.outputs(golden.input(manager, "pixel_values_random")));
  }

  @Test
  void everyOutputOfImages() throws IOException {
    VisionEncoder vit = TinyVit.read(manager, VitEncoder.Features.SEQUENCE);
    checkAll("processed.", vit.outputs(images(vit)));
  }

  @Test
  void imagesArePreparedToTheBit() throws IOException {
    VisionEncoder vit = TinyVit.read(manager, VitEncoder.Features.SEQUENCE);
    NDArray expected = golden.outputs().read(manager, "pixel_values");
    Tensors.assertClose(expected, images(vit), 0, "pixel_values");
  }

  @Test
  void sequenceIsTheLastHiddenState() {
    NDArray features =
        TinyVit.read(manager, VitEncoder.Features.SEQUENCE)
            .encode(golden.input(manager, "pixel_values_random"));
    NDArray expected = golden.outputs().read(manager, "random.last_hidden_state");
    Tensors.assertClose(expected, features, TOLERANCE, "sequence");
  }

  @Test
  void pooledIsThePoolersOutput() {
    NDArray features =
        TinyVit.read(manager, VitEncoder.Features.POOLED)
            .encode(golden.input(manager, "pixel_values_random"));
    NDArray expected = golden.outputs().read(manager, "random.pooler_output");
    Tensors.assertClose(expected.expandDims(1), features, TOLERANCE, "pooled");
  }

  @Test
  void classifierCheckpointsAreRead() {
    GoldenCase classifier = GoldenCase.of("vit-tiny-classifier");
    VisionEncoder vit = TinyVit.read(classifier, manager, VitEncoder.Features.SEQUENCE);
    Map<String, NDArray> outputs = vit.outputs(classifier.input(manager, "pixel_values"));
    Set<String> expected = classifier.outputs().names();
    assertEquals(Set.of("last_hidden_state", "logits"), expected);
    for (String name : expected) {
      NDArray reference = classifier.outputs().read(manager, name);
      Tensors.assertClose(reference, outputs.get(name), TOLERANCE, name);
    }
    assertFalse(vit.parameters().containsKey("classifier.weight"));
  }

  private NDArray images(VisionEncoder vit) throws IOException {
    NDList pixels = new NDList();
    for (byte[] file : golden.contents("images")) {
      pixels.add(vit.decode(manager, file));
    }
    return NDArrays.stack(pixels);
  }

  private void checkAll(String prefix, Map<String, NDArray> found) {
    Set<String> expected = new TreeSet<>();
    for (String name : golden.outputs().names()) {
      if (name.startsWith(prefix)) {
        expected.add(name.substring(prefix.length()));
      }
    }
    assertEquals(expected, new TreeSet<>(found.keySet()));
    for (String name : expected) {
      NDArray reference = golden.outputs().read(manager, prefix + name);
      Tensors.assertClose(reference, found.get(name), TOLERANCE, prefix + name);
    }
  }
}
