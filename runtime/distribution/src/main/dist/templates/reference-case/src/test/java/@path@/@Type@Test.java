package @package@;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.reference.ReferenceCase;
import io.fusebox.testkit.ReferenceCaseContract;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of every kind of reference case. */
class @Type@Test implements ReferenceCaseContract {
  @Override
  public ReferenceCase reference() {
    return new @Type@();
  }

  @Override
  public String name() {
    return "@id@-tiny";
  }

  /** Numbers that can be checked by hand: 1 and 3 parts of 4, and equal parts. */
  @Override
  public Path write(Path folder) throws IOException {
    Files.writeString(folder.resolve("meta.json"), "{\"case\": \"" + name() + "\"}");
    try (NDManager manager = NDManager.newBaseManager()) {
      float three = (float) Math.log(3);
      NDArray x = manager.create(new float[] {0, three, 2, 2}, new Shape(2, 2));
      NDArray softmax = manager.create(new float[] {0.25f, 0.75f, 0.5f, 0.5f}, new Shape(2, 2));
      NDArray mean = manager.create(new float[] {three / 2, 2});
      write(folder.resolve("inputs.safetensors"), Map.of("x", x));
      write(folder.resolve("outputs.safetensors"), Map.of("softmax", softmax, "mean", mean));
    }
    return folder;
  }

  /** A case to try {@code fusebox verify} with. */
  @Test
  void theCaseInTheTargetFolderPasses() throws IOException {
    Path target = Path.of(System.getProperty("basedir", "")).resolve("target/case");
    findsARightCaseRight(Files.createDirectories(target));
  }

  private static void write(Path file, Map<String, NDArray> tensors) {
    SafetensorsWriter.write(file, tensors, Map.of(), Dtype.F32);
  }
}
