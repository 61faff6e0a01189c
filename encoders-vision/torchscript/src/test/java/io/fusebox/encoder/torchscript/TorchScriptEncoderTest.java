package io.fusebox.encoder.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.settings.Settings;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.tensor.Autograd;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PyTorch's numbers, and what is refused. */
class TorchScriptEncoderTest {
  private final NDManager manager = NDManager.newBaseManager();
  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void traceOfImagesGivesASequence() {
    check("patches.pt", Map.of(), "image", "patches", Modality.IMAGE);
  }

  @Test
  void vectorIsASequenceOfOneAndDropoutIsOff() {
    TorchScriptEncoder encoder = ScriptFiles.encoder(manager, "vector.pt", Map.of());
    NDArray features = encoder.encode(ScriptFiles.number(manager, "image"));
    assertEquals(5, encoder.featureSize());
    Tensors.assertClose(
        ScriptFiles.number(manager, "vector").expandDims(1), features, 1e-5, "vector");
  }

  @Test
  void audioOfAnyLengthIsRead() {
    check("frames.pt", Map.of("input", "audio"), "audio", "frames", Modality.AUDIO);
  }

  @Test
  void channelsOfAVideoMayComeFirst() {
    Map<String, Object> settings =
        Map.of("input", "video", "frames", 4, "layout", "channels-first");
    TorchScriptEncoder encoder = ScriptFiles.encoder(manager, "clip.pt", settings);
    assertEquals(Modality.VIDEO, encoder.modality());
    NDArray frames = ScriptFiles.number(manager, "video").transpose(0, 2, 1, 3, 4);
    NDArray expected = ScriptFiles.number(manager, "clip").expandDims(1);
    Tensors.assertClose(expected, encoder.encode(frames), 1e-5, "clip");
  }

  private void check(
      String file, Map<String, ?> settings, String input, String output, Modality modality) {
    TorchScriptEncoder encoder = ScriptFiles.encoder(manager, file, settings);
    assertEquals(modality, encoder.modality());
    NDArray expected = ScriptFiles.number(manager, output);
    NDArray features = encoder.encode(ScriptFiles.number(manager, input));
    Tensors.assertClose(expected, features, 1e-5, output);
    assertEquals(expected.getShape().get(2), encoder.featureSize());
  }

  @Test
  void pooledIsTheMeanAndATupleHasItToo() {
    NDArray image = ScriptFiles.number(manager, "image");
    NDArray mean = ScriptFiles.number(manager, "patches").mean(new int[] {1}, true);
    NDArray pooled =
        ScriptFiles.encoder(manager, "patches.pt", Map.of("features", "pooled")).encode(image);
    NDArray second = ScriptFiles.encoder(manager, "several.pt", Map.of("output", 1)).encode(image);
    Tensors.assertClose(mean, pooled, 1e-5, "pooled");
    Tensors.assertClose(mean, second, 1e-5, "the second tensor");
  }

  @Test
  void traceWithOneImageBakedInReadsThemOneByOne() {
    NDArray image = ScriptFiles.number(manager, "image");
    NDArray mean = ScriptFiles.number(manager, "patches").mean(new int[] {1}, true);
    NDArray found = ScriptFiles.encoder(manager, "single.pt", Map.of()).encode(image);
    Tensors.assertClose(mean, found, 1e-5, "one by one");
  }

  @Test
  void otherPrecisionsBecomeFloat32() {
    NDArray features =
        ScriptFiles.encoder(manager, "double.pt", Map.of())
            .encode(ScriptFiles.number(manager, "image"));
    assertEquals(DataType.FLOAT32, features.getDataType());
  }

  /** What is made in the engine's inference mode could not be saved for a gradient. */
  @Test
  void aProjectionCanBeTrainedOnItsFeatures() {
    TorchScriptEncoder encoder = ScriptFiles.encoder(manager, "patches.pt", Map.of());
    NDArray features = Autograd.without(() -> encoder.encode(ScriptFiles.number(manager, "image")));
    NDArray weight = manager.ones(new Shape(6, 1));
    weight.setRequiresGradient(true);
    Autograd.with(
        () -> {
          Autograd.backward(features.matMul(weight).sum());
          return weight;
        });
    float[] expected = features.sum(new int[] {0, 1}).toFloatArray();
    float[] found = Autograd.gradient(weight);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], 1e-4);
    }
  }

  @Test
  void imagesAreCroppedOrStretchedToTheSizeAndNormalised() throws IOException {
    byte[] image = whiteLeftOfBlack(64, 16);
    Map<String, Object> stretched = Map.of("mean", 0, "std", List.of(1, 1, 0.5));
    NDArray pixels = ScriptFiles.encoder(manager, "patches.pt", stretched).decode(manager, image);
    assertEquals(new Shape(3, 16, 16), pixels.getShape());
    assertEquals(1, pixels.get(0).get(3).toFloatArray()[0]);
    assertEquals(2, pixels.get(2).get(3).toFloatArray()[0]);
    assertEquals(0, pixels.get(0).get(3).toFloatArray()[15]);
    Map<String, Object> cropped =
        Map.of("fit", "crop", "resize", 32, "mean", 0, "std", 1, "size", List.of(16, 24));
    NDArray centre = ScriptFiles.encoder(manager, "patches.pt", cropped).decode(manager, image);
    assertEquals(new Shape(3, 16, 24), centre.getShape());
    float[] row = centre.get(0).get(8).toFloatArray();
    assertEquals(1, row[9]);
    assertEquals(0, row[14]);
  }

  private static byte[] whiteLeftOfBlack(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.createGraphics().fillRect(0, 0, width / 2, height);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  @Test
  void audioIsResampledNormalisedAndPadded() {
    short[] samples = new short[4000];
    Arrays.setAll(new int[samples.length], i -> samples[i] = (short) (i % 2 == 0 ? 8192 : 0));
    Map<String, Object> settings =
        Map.of("input", "audio", "rate", 8000, "seconds", 1, "normalise", true);
    TorchScriptEncoder encoder = ScriptFiles.encoder(manager, "frames.pt", settings);
    float[] prepared = encoder.decode(manager, wav(samples, 8000)).toFloatArray();
    assertEquals(8000, prepared.length);
    assertEquals(1, prepared[0], 1e-3);
    assertEquals(-1, prepared[1], 1e-3);
    assertEquals(0, prepared[4000], "silence behind it");
    assertEquals(
        new Shape(1, 80, 4),
        encoder.encode(encoder.decode(manager, wav(samples, 4000)).expandDims(0)).getShape());
  }

  private static byte[] wav(short[] samples, int rate) {
    ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes()).putInt(36 + 2 * samples.length).put("WAVEfmt ".getBytes());
    wav.putInt(16).putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
    wav.putShort((short) 2).putShort((short) 16).put("data".getBytes());
    wav.putInt(2 * samples.length);
    for (short sample : samples) {
      wav.putShort(sample);
    }
    return wav.array();
  }

  @ParameterizedTest
  @CsvSource({
    "map.pt, '(1, 6, 2, 2)'",
    "nothing.pt, NaN",
    "weights.pt, torch.jit.trace",
    "numbers.safetensors, is not a TorchScript file",
  })
  void modelsThatAreNoEncodersAreRefused(String file, String reason) {
    requireSentence(refusal(file, Map.of()), reason);
  }

  @Test
  void programsThatPyTorchCannotReadAreRefusedInASentence() throws IOException {
    Path file = folder.resolve("damaged.pt");
    try (ZipFile good = new ZipFile(ScriptFiles.file("patches.pt").toFile());
        ZipOutputStream damaged = new ZipOutputStream(Files.newOutputStream(file))) {
      for (ZipEntry entry : Collections.list(good.entries())) {
        damaged.putNextEntry(new ZipEntry(entry.getName()));
        byte[] content = good.getInputStream(entry).readAllBytes();
        damaged.write(entry.getName().endsWith(".py") ? "no program".getBytes() : content);
      }
    }
    requireSentence(refusal(file), "damaged.pt");
    byte[] bytes = Files.readAllBytes(ScriptFiles.file("patches.pt"));
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    requireSentence(refusal(file), "cut off");
  }

  private String refusal(Path file) {
    TorchScriptConfig config = Settings.read(TorchScriptConfig.class, Map.of(), "torchscript");
    return assertThrows(
            FuseboxException.class, () -> TorchScriptEncoder.read(config, file, manager))
        .getMessage();
  }

  private static void requireSentence(String message, String reason) {
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }

  @ParameterizedTest
  @CsvSource({
    "size, 4, '(1, 3, 4, 4)'",
    "output, 1, '0 to 0'",
    "size, 0, pixels",
    "size, '[16, 16, 16]', height",
    "mean, '[1, 2]', red",
    "std, 0, positive",
    "std, wide, numbers",
    "resize, 32, 'fit: crop'",
    "rate, 8000, rate",
    "frames, 4, frames",
  })
  void settingsThatDoNotFitAreRefused(String key, String value, String reason) {
    String message = refusal("patches.pt", Map.of(key, value));
    requireSentence(message, reason);
  }

  private String refusal(String file, Map<String, ?> settings) {
    return assertThrows(FuseboxException.class, () -> ScriptFiles.encoder(manager, file, settings))
        .getMessage();
  }
}
