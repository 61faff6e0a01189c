package io.fusebox.runtime.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureBoundTest {
  @ParameterizedTest
  @CsvSource({
    "20 GB, 20000000000",
    "20GB, 20000000000",
    "1.5 gb, 1500000000",
    "500 MB, 500000000",
    "2T, 2000000000000",
    "64 KB, 64000",
    "1000, 1000",
    "0, 0",
    "999999999999 TB, 9223372036854775807"
  })
  void sizesAreRead(String value, long bytes) {
    assertEquals(bytes, FeatureBound.of(value).bytes());
  }

  @Test
  void unsetItIs20Gigabytes() {
    assertEquals(20_000_000_000L, FeatureBound.of(null).bytes());
    assertEquals(FeatureBound.DEFAULT, FeatureBound.of(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"much", "-1 GB", "20 GiB", "1e9", "GB", "1.5.0 GB", "20 PB"})
  void anythingElseIsRefused(String value) {
    String message =
        assertThrows(FuseboxException.class, () -> FeatureBound.of(value)).getMessage();
    assertTrue(message.contains("FUSEBOX_FEATURES_KEEP"), message);
    assertTrue(message.contains("'" + value + "'"), message);
  }
}
