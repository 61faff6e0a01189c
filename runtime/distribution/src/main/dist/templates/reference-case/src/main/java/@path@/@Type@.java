package @package@;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A kind of reference case: {@code softmax} of {@code x [n, d]} over its last axis, and the {@code
 * mean}. A case is a folder with {@code inputs.safetensors} and {@code outputs.safetensors}, and
 * its name, {@code @id@} or {@code @id@-...}, in {@code meta.json}.
 */
public final class @Type@ implements ReferenceCase {
  private static final double TOLERANCE = 1e-4;

  @Override
  public boolean knows(String name) {
    return name.matches("@id@(-.*)?");
  }

  @Override
  public List<OutputResult> verify(Path folder, Models models) {
    NDArray x =
        SafetensorsFile.open(folder.resolve("inputs.safetensors")).read(models.manager(), "x");
    SafetensorsFile outputs = SafetensorsFile.open(folder.resolve("outputs.safetensors"));
    List<OutputResult> rows = new ArrayList<>();
    for (String name : outputs.names().stream().sorted().toList()) {
      NDArray expected = outputs.read(models.manager(), name);
      rows.add(
          switch (name) {
            case "softmax" -> compared(name, expected, x.softmax(-1));
            case "mean" -> compared(name, expected, x.mean(new int[] {-1}));
            default -> OutputResult.unsupported(name, "a case of @id@ has no such output");
          });
    }
    return rows;
  }

  private static OutputResult compared(String name, NDArray expected, NDArray found) {
    return OutputResult.numbers(name, numbers(expected), numbers(found), TOLERANCE);
  }

  private static double[] numbers(NDArray x) {
    float[] all = x.toFloatArray();
    return IntStream.range(0, all.length).mapToDouble(i -> all[i]).toArray();
  }
}
