package io.fusebox.toolkit.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fusebox.api.FuseboxException;
import io.fusebox.fixtures.ModelFolders;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioProcessorTest {
  private final NDManager manager = NDManager.newBaseManager();
  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aFolderWithoutTheFileHasTheReferencesDefaults() {
    AudioProcessor processor = read();
    assertEquals(16_000, processor.rate());
    assertTrue(processor.normalise());
    assertFalse(processor.masked());
  }

  @Test
  void theFileSaysWhatIsDone() throws IOException {
    write("{'sampling_rate': 8000, 'do_normalize': false, 'return_attention_mask': true}");
    AudioProcessor processor = read();
    assertEquals(8_000, processor.rate());
    assertTrue(processor.masked());
    float[] sound = {1, 2, 3};
    assertArrayEquals(sound, processor.prepare(sound));
  }

  @Test
  void silenceStaysSilence() {
    byte[] silence = WavBytes.silence(160);
    assertArrayEquals(new float[160], read().decode(manager, silence).toFloatArray());
  }

  @Test
  void paddingIsHeardOrNot() {
    List<float[]> clips = List.of(new float[] {1, 3}, new float[] {5, 7, 9, 11});
    AudioDecoder decoder = new AudioDecoder(60);
    PaddedAudio masked = new AudioProcessor(16_000, true, true, decoder).pad(manager, clips);
    assertArrayEquals(new int[] {1, 1, 0, 0, 1, 1, 1, 1}, masked.mask().toIntArray());
    float[] values = masked.values().toFloatArray();
    assertArrayEquals(new float[] {-1, 1, 0, 0}, java.util.Arrays.copyOf(values, 4), 1e-6f);
    PaddedAudio heard = new AudioProcessor(16_000, true, false, decoder).pad(manager, clips);
    float[] other = java.util.Arrays.copyOf(heard.values().toFloatArray(), 4);
    float padding = (float) (-1 / Math.sqrt(1.5)); // mean 1, variance 1.5
    assertArrayEquals(new float[] {0, -2 * padding, padding, padding}, other, 1e-6f);
  }

  @Test
  void refusesWhatItCannotDo() throws IOException {
    refused("{'feature_extractor_type': 'WhisperFeatureExtractor'}", "Wav2Vec2FeatureExtractor");
    refused("{'feature_size': 80}", "'feature_size'");
    refused("{'padding_value': -1}", "'padding_value'");
    refused("{'sampling_rate': 1}", "from 100 to 192000");
    refused("{'sampling_rate': 'fast'}", "'sampling_rate'");
    refused("{'do_normalize': 'maybe'}", "true or false");
  }

  private void refused(String json, String part) throws IOException {
    write(json);
    String message = assertThrows(FuseboxException.class, this::read).getMessage();
    assertTrue(message.contains(part), message);
  }

  private void write(String json) throws IOException {
    Files.writeString(folder.resolve("preprocessor_config.json"), json.replace('\'', '"'));
  }

  private AudioProcessor read() {
    var checkpoint =
        new UntrainedCheckpoint(folder, JsonNodeFactory.instance.objectNode(), 0, n -> true);
    return AudioProcessor.read(checkpoint, new AudioDecoder(60));
  }

  @Test
  void theNewerFileIsReadAndGoesBeforeTheOlder() throws IOException {
    Files.writeString(
        folder.resolve("processor_config.json"),
        "{\"feature_extractor\": {\"sampling_rate\": 8000, \"do_normalize\": false,"
            + " \"padding_side\": \"right\"}, \"processor_class\": \"Wav2Vec2Processor\"}");
    assertEquals(8000, read().rate());
    write("{\"sampling_rate\": 44100}");
    String told = ModelFolders.logged(() -> assertEquals(8000, read().rate()));
    assertTrue(told.contains("disagree on sampling_rate"), told);
  }

  @Test
  void aFolderWithoutAFileIsToldOnce() {
    String told =
        ModelFolders.logged(
            () -> {
              read();
              read();
            });
    assertEquals(1, told.lines().count(), told);
    assertTrue(told.contains("16000 samples a second, normalised"), told);
  }

  @Test
  void whatIsNotUnderstoodIsTold() throws IOException {
    write("{\"sampling_rate\": 16000, \"preemphasis\": 0.97}");
    String told = ModelFolders.logged(this::read);
    assertTrue(told.contains("preemphasis = 0.97"), told);
  }
}
