package io.fusebox.toolkit.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.fixtures.Fixtures;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference's samples: to the bit until they are resampled. */
class AudioGoldenTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mono16k_i16", "stereo8k_i16", "mono22k05_f32", "stereo44k1_i16", "mono48k_u8"})
  void everyStepOfAFile(String name) throws IOException, URISyntaxException {
    Path folder = Fixtures.folder("golden/audio");
    SafetensorsFile outputs = SafetensorsFile.open(folder.resolve("outputs.safetensors"));
    byte[] file = Files.readAllBytes(folder.resolve(name + ".wav"));
    Wav wav = Wav.read(file);
    NDArray samples = outputs.read(manager, name + ".samples");
    assertEquals(new Shape(wav.frames(), wav.channels()), samples.getShape());
    assertArrayEquals(samples.toFloatArray(), wav.samples());
    assertArrayEquals(outputs.read(manager, name + ".mono").toFloatArray(), wav.mono().samples());
    NDArray resampled = manager.create(wav.mono().at(16_000).samples());
    Tensors.assertClose(
        outputs.read(manager, name + ".resampled16k"), resampled, 5e-7, "resampled");
    AudioProcessor processor = new AudioProcessor(16_000, true, false, new AudioDecoder(60));
    Tensors.assertClose(
        outputs.read(manager, name + ".input_values"),
        processor.decode(manager, file),
        1e-5,
        "input_values");
  }
}
