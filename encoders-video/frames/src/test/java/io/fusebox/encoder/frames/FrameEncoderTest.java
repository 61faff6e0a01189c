package io.fusebox.encoder.frames;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.encoder.frames.FrameEncoderConfig.Features;
import io.fusebox.encoder.frames.FrameEncoderConfig.SamplingMode;
import io.fusebox.toolkit.image.BmpWriter;
import io.fusebox.toolkit.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameEncoderTest {
  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void uniformlyEachFrameIsTheMiddleOfItsPart() throws IOException {
    grays(0, 10, 20, 30, 40, 50, 60, 70);
    float[] frames = grayOf(encode(frames(4, SamplingMode.UNIFORM, 4, Features.SEQUENCE)));
    assertArrayEquals(new float[] {10, 30, 50, 70}, frames, 1e-3f);
  }

  @Test
  void aShortVideoShowsFramesTwice() throws IOException {
    grays(0, 100);
    float[] frames = grayOf(encode(frames(4, SamplingMode.UNIFORM, 4, Features.SEQUENCE)));
    assertArrayEquals(new float[] {0, 0, 100, 100}, frames, 1e-3f);
  }

  @Test
  void atAFixedRateAFoldersImagesAreAllTakenUpToTheMost() throws IOException {
    grays(0, 10, 20, 30, 40, 50, 60);
    float[] all = grayOf(encode(frames(20, SamplingMode.FIXED_RATE, 3, Features.SEQUENCE)));
    assertArrayEquals(new float[] {0, 10, 20, 30, 40, 50, 60}, all, 1e-3f);
    float[] few = grayOf(encode(frames(3, SamplingMode.FIXED_RATE, 3, Features.SEQUENCE)));
    assertArrayEquals(new float[] {0, 10, 20}, few, 1e-3f);
  }

  @Test
  void pooledIsTheMeanOverTheFrames() throws IOException {
    grays(0, 100, 200, 60);
    NDArray pooled = encode(frames(4, SamplingMode.UNIFORM, 4, Features.POOLED));
    assertEquals(new Shape(1, 1, 3), pooled.getShape());
    assertEquals(90, pooled.toFloatArray()[0], 1e-3);
  }

  @Test
  void moreFramesThanAreEncodedTogetherKeepTheirOrder() throws IOException {
    int[] grays = new int[41];
    Arrays.setAll(grays, i -> 5 * i);
    grays(grays);
    float[] found = grayOf(encode(frames(41, SamplingMode.UNIFORM, 4, Features.SEQUENCE)));
    for (int i = 0; i < found.length; i++) {
      assertEquals(5 * i, found[i], 1e-3);
    }
  }

  @Test
  void imagesOfSeveralSizesAreRefused() throws IOException {
    grays(1, 2);
    Files.write(folder.resolve("z.bmp"), BmpWriter.of(new Pixels(2, 2, new byte[12])));
    assertTrue(refusal().contains("equally large"), refusal());
  }

  @Test
  void aFolderWithoutImagesIsNoVideo() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "no image");
    assertTrue(refusal().contains("holds no images"), refusal());
    assertTrue(refusal().contains(folder.toString()), refusal());
  }

  @Test
  void aDamagedFrameIsRefusedWithItsTime() throws IOException {
    grays(1, 2);
    Files.writeString(folder.resolve("99.png"), "no image");
    assertTrue(refusal().contains("at 0.66 s"), refusal());
  }

  @Test
  void anotherVideoIsReadOnlyWhereALibraryIsInstalled() throws IOException {
    Path video = Files.writeString(folder.resolve("video.mp4"), "a video");
    FrameEncoder frames = frames(2, SamplingMode.UNIFORM, 4, Features.SEQUENCE);
    String message =
        assertThrows(FuseboxException.class, () -> frames.decode(manager, video)).getMessage();
    assertTrue(message.contains("without ffmpeg") && message.contains("video.mp4"), message);
  }

  @Test
  void anEncoderOfSomethingElseIsRefused() {
    FrameEncoderConfig config = config(2, SamplingMode.UNIFORM, 4, Features.SEQUENCE);
    String message =
        assertThrows(
                FuseboxException.class,
                () -> FrameEncoder.through(new MeanColour(Modality.AUDIO), config))
            .getMessage();
    assertTrue(message.contains("reads audio"), message);
  }

  @Test
  void settingsOutOfBoundsAreRefused() {
    for (int frames : new int[] {0, -1, 1001}) {
      assertThrows(
          FuseboxException.class, () -> config(frames, SamplingMode.UNIFORM, 4, Features.POOLED));
    }
    for (double rate : new double[] {0, -2, Double.NaN, 1e9}) {
      assertThrows(
          FuseboxException.class, () -> config(20, SamplingMode.FIXED_RATE, rate, Features.POOLED));
    }
  }

  private String refusal() {
    FrameEncoder frames = frames(4, SamplingMode.UNIFORM, 4, Features.SEQUENCE);
    return assertThrows(FuseboxException.class, () -> frames.decode(manager, folder)).getMessage();
  }

  private NDArray encode(FrameEncoder frames) {
    return frames.encode(frames.decode(manager, folder).expandDims(0));
  }

  private static float[] grayOf(NDArray features) {
    return features.get("0, :, 0").toFloatArray();
  }

  private static FrameEncoder frames(
      int frames, SamplingMode sampling, double rate, Features features) {
    return FrameEncoder.through(new MeanColour(), config(frames, sampling, rate, features));
  }

  private static FrameEncoderConfig config(
      int frames, SamplingMode sampling, double rate, Features features) {
    return new FrameEncoderConfig(
        "mean", frames, sampling, rate, features, Orientation.UPRIGHT, Map.of());
  }

  private void grays(int... grays) throws IOException {
    for (int i = 0; i < grays.length; i++) {
      byte[] rgb = new byte[3 * 4 * 6];
      Arrays.fill(rgb, (byte) grays[i]);
      Files.write(folder.resolve("%02d.bmp".formatted(i)), BmpWriter.of(new Pixels(4, 6, rgb)));
    }
  }
}
