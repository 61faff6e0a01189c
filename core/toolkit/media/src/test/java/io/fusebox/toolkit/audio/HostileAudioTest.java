package io.fusebox.toolkit.audio;

import io.fusebox.fixtures.Fixtures;
import io.fusebox.fixtures.HostileInputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileAudioTest {
  private static final Path SOUNDS = Fixtures.folder("golden/audio");
  private static final String PROCESSOR =
      """
      {"feature_extractor_type": "Wav2Vec2FeatureExtractor", "sampling_rate": 16000,
       "do_normalize": true, "return_attention_mask": true, "feature_size": 1}
      """;

  @TempDir Path folder;

  @Test
  void clipsAreDecodedOrRefused() throws IOException {
    List<byte[]> good =
        List.of(
            Files.readAllBytes(SOUNDS.resolve("mono16k_i16.wav")),
            Files.readAllBytes(SOUNDS.resolve("mono22k05_f32.wav")),
            WavBytes.of(WavBytes.FLOAT, 64, 2, 44_100).extensible(new byte[320]),
            WavBytes.of(WavBytes.INTEGER, 24, 3, 8_000).file(new byte[90]));
    HostileInputs.ofBytes("WAV", good)
        .tryAll(800, file -> new AudioDecoder(10).decode(file).at(16_000));
  }

  @Test
  void preprocessorsAreReadOrRefused() {
    HostileInputs.ofText(
            "preprocessor_config.json", List.of(PROCESSOR.getBytes(StandardCharsets.UTF_8)))
        .tryAll(
            200,
            file -> {
              Files.write(folder.resolve("preprocessor_config.json"), file);
              AudioProcessorReader.read(folder, new AudioDecoder(10));
            });
  }
}
