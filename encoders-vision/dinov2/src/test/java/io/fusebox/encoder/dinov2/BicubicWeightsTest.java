package io.fusebox.encoder.dinov2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.toolkit.tensor.HostTensor;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of the matrices that PyTorch's interpolate gives for the identity. */
class BicubicWeightsTest {
  @ParameterizedTest
  @CsvSource({
    "4, 6, false, 1.086806 -0.086806 0 0, 0.5 0.59375 -0.09375 0",
    "4, 6, true, 1.065789 -0.065789 0 0, 0.529412 0.529412 -0.058824 0",
    "5, 3, false, 0.685185 0.37037 -0.055555 0 0, 0 0 1 0 0",
    "5, 3, true, 0.584615 0.446154 0 -0.030769 0, -0.037209 0.246512 0.581395 0.246512 -0.037209",
    "7, 2, false, -0.105469 0.878906 0.261719 -0.035156 0 0 0, 0 0 0 -0.035156 0.261719 0.878906 -0.105469",
    "7, 2, true, 0.228538 0.301217 0.274435 0.171529 0.056176 -0.009391 -0.022504, -0.022504 -0.009391 0.056176 0.171529 0.274435 0.301217 0.228538",
    "3, 3, false, 1 0 0, 0 1 0",
    "3, 3, true, 1 0 0, 0 1 0",
    "2, 5, false, 1.11025 -0.11025, 0.918 0.082",
    "2, 5, true, 1.099057 -0.099057, 0.93445 0.06555",
  })
  void isWhatPyTorchDoes(int from, int to, boolean antialias, String first, String second) {
    HostTensor matrix = new BicubicWeights(from, to, antialias).matrix();
    assertEquals(from * to, matrix.data().length);
    double[] expected =
        Arrays.stream((first + " " + second).split(" ")).mapToDouble(Double::parseDouble).toArray();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], matrix.data()[i], 2e-6, "number " + i);
    }
  }
}
