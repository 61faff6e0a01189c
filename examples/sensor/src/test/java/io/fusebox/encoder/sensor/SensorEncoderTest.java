package io.fusebox.encoder.sensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What files give, and which files are refused. */
class SensorEncoderTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray decode(SensorEncoder.Config config, String csv) {
    return new SensorEncoder(config).decode(manager, csv.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSeriesOfAnyLengthIsDrawnThroughItsRows() {
    SensorEncoder.Config config = new SensorEncoder.Config(2, 1, 5, 1, 10);
    float[] found = decode(config, "volt, ampere\r\n0, 1e1\n\n20, 10\n40,10\n").toFloatArray();
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 1, 1, 1, 1, 1}, found, 1e-6f);
  }

  @Test
  void aWaveIsItsMeanAndItsHarmonic() {
    float[] wave = new float[16];
    for (int i = 0; i < wave.length; i++) {
      double angle = 2 * Math.PI * i / 8;
      wave[i] = (float) (3 + 2 * Math.cos(angle) - 4 * Math.sin(2 * angle));
    }
    SensorEncoder sensor = new SensorEncoder(new SensorEncoder.Config(1, 2, 8, 2, 1));
    float[] found = sensor.encode(manager.create(wave, new Shape(1, 1, 16))).toFloatArray();
    assertArrayEquals(new float[] {3, 1, 0, 0, -2, 3, 1, 0, 0, -2}, found, 1e-5f);
  }

  @Test
  void eachWindowHasTheChannelsBesideOneAnother() {
    float[] series = {1, 1, 2, 2, 3, 3, 4, 4};
    SensorEncoder sensor = new SensorEncoder(new SensorEncoder.Config(2, 2, 2, 0, 1));
    float[] found = sensor.encode(manager.create(series, new Shape(1, 2, 4))).toFloatArray();
    assertArrayEquals(new float[] {1, 3, 2, 4}, found, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,2\n3\n", "1,2\n3,4,5\n", "1,2\n3,x\n", "1,2\n3,NaN\n", "1,2\n3,1e99\n"})
  void aRowThatIsNoRowIsNamed(String csv) {
    SensorEncoder.Config config = new SensorEncoder.Config(2, 8, 16, 3, 1);
    String message = assertThrows(FuseboxException.class, () -> decode(config, csv)).getMessage();
    assertTrue(message.contains("line 2") && message.contains("2 numbers"), message);
  }

  @Test
  void aHugeFileIsRefusedBeforeItIsRead() {
    byte[] huge = new byte[CsvReader.MAX_BYTES + 1];
    String message =
        assertThrows(FuseboxException.class, () -> new CsvReader(1).read(huge)).getMessage();
    assertTrue(message.contains("at most"), message);
  }

  @Test
  void bytesOfAnyKindAreReadOrRefusedInWords() {
    Random random = new Random(1);
    String characters = "0123456789,,,\n\n.-eE \r\0x\u00e9";
    for (int i = 0; i < 2_000; i++) {
      byte[] file = new byte[random.nextInt(60)];
      for (int j = 0; j < file.length; j++) {
        file[j] = (byte) characters.charAt(random.nextInt(characters.length()));
      }
      try {
        for (float[] row : new CsvReader(2).read(file)) {
          assertTrue(row.length == 2 && Float.isFinite(row[0]) && Float.isFinite(row[1]));
        }
      } catch (FuseboxException refused) {
        assertTrue(!refused.getMessage().isBlank());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,8,16,3", "65,8,16,3", "1,0,16,3", "1,257,16,3", "1,8,1,0", "1,8,16,8"})
  void settingsThatMakeNoSenseAreRefused(String settings) {
    String[] s = settings.split(",");
    assertThrows(
        FuseboxException.class,
        () ->
            new SensorEncoder.Config(
                Integer.parseInt(s[0]),
                Integer.parseInt(s[1]),
                Integer.parseInt(s[2]),
                Integer.parseInt(s[3]),
                1));
  }
}
