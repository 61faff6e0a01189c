package io.fusebox.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.FuseboxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageProcessorTest {
  private static final Pixels RED = new Pixels(1, 2, new byte[] {-1, 0, 0, -1, 0, 0});

  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void withoutAFileItIsVitsOfTheModelsSize() {
    ImageProcessor processor = ImageProcessorReader.read(folder, ProcessorFamily.VIT, 4);
    NDArray pixels = processor.prepare(manager, RED);
    assertEquals(new Shape(3, 4, 4), pixels.getShape());
    assertEquals(PillowResize.BILINEAR, processor.filter());
    assertEquals(1f, pixels.get(0).max().getFloat());
    assertEquals(-1f, pixels.get(1).max().getFloat());
  }

  @Test
  void clipResizesTheShortestEdgeAndCropsTheCentre() throws IOException {
    ImageProcessor processor =
        read(
            """
            {"feature_extractor_type": "CLIPFeatureExtractor", "size": 20,
             "crop_size": {"height": 24, "width": 17}}
            """);
    NDArray found = processor.prepare(manager, Pictures.decoded("rgb.png"));
    float[] expected = new float[3 * 24 * 17];
    ByteBuffer.wrap(Pictures.bytes("clip_20_24x17.f32"))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(expected);
    assertEquals(new Shape(3, 24, 17), found.getShape());
    assertArrayEquals(expected, found.toFloatArray());
  }

  @Test
  void tellsWhichPartOfAPictureIsLeft() throws IOException {
    assertEquals(
        Window.WHOLE, ImageProcessorReader.read(folder, ProcessorFamily.VIT, 4).window(40, 80));
    ImageProcessor clip =
        read(
            """
            {"feature_extractor_type": "CLIPFeatureExtractor", "size": 20,
             "crop_size": {"height": 24, "width": 10}}
            """);
    // 40 x 80 becomes 20 x 40: two black rows above and below, and a quarter of the columns.
    assertEquals(new Window(-0.1, 0.375, 1.1, 0.625), clip.window(40, 80));
  }

  @Test
  void whatTheFileLeavesOutIsAsTheModelsFamilyHasIt() throws IOException {
    Files.writeString(folder.resolve("preprocessor_config.json"), "{}");
    ImageProcessor clip = ImageProcessorReader.read(folder, ProcessorFamily.CLIP, 4);
    assertEquals(PillowResize.BICUBIC, clip.filter());
    assertEquals(new ImageProcessor.Target.ShortestEdge(4), clip.resize());
    assertEquals(new ImageProcessor.Target.Exactly(4, 4), clip.crop());
    assertEquals(0.40821073f, clip.mean()[2]);
    ImageProcessor film = ImageProcessorReader.read(folder, ProcessorFamily.VIDEOMAE, 4);
    assertEquals(PillowResize.BILINEAR, film.filter());
    assertEquals(new ImageProcessor.Target.ShortestEdge(4), film.resize());
    assertEquals(0.5f, film.std()[0]);
  }

  @Test
  void theProcessorThatTheFileNamesGoesBeforeTheModelsFamily() throws IOException {
    Files.writeString(
        folder.resolve("preprocessor_config.json"),
        "{\"image_processor_type\": \"VideoMAEImageProcessor\", \"size\": 6}");
    ImageProcessor film = ImageProcessorReader.read(folder, ProcessorFamily.VIT, 4);
    assertEquals(new ImageProcessor.Target.ShortestEdge(6), film.resize());
    assertEquals(new ImageProcessor.Target.Exactly(4, 4), film.crop());
  }

  @Test
  void everyStepCanBeLeftOut() throws IOException {
    ImageProcessor processor =
        read("{\"do_resize\": false, \"do_rescale\": false, \"do_normalize\": false}");
    float[] found = processor.prepare(manager, RED).toFloatArray();
    assertArrayEquals(new float[] {255, 255, 0, 0, 0, 0}, found);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"size\": 5', 5, 5",
    "'\"size\": {\"height\": 3, \"width\": 6}', 3, 6",
    "'\"size\": {\"shortest_edge\": 3}', 3, 6",
    "'\"size\": 5, \"do_center_crop\": true, \"crop_size\": 4', 4, 4",
  })
  void readsEveryFormOfSize(String json, long height, long width) throws IOException {
    NDArray pixels = read("{" + json + "}").prepare(manager, RED);
    assertEquals(new Shape(3, height, width), pixels.getShape());
  }

  @Test
  void blackIsWhatABlackPictureBecomes() throws IOException {
    ImageProcessor processor =
        read("{\"size\": 2, \"image_mean\": [0.1, 0.2, 0.3], \"image_std\": [0.5, 0.5, 0.25]}");
    float[] prepared = processor.prepare(manager, Pixels.black(7, 5)).toFloatArray();
    NDArray one = processor.black(manager.ones(new Shape(3, 2, 2)));
    NDArray batch = processor.black(manager.ones(new Shape(2, 3, 2, 2)));
    assertArrayEquals(prepared, one.toFloatArray());
    assertArrayEquals(prepared, batch.get(1).toFloatArray());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"resample\": 1', resample, bicubic",
    "'\"size\": \"big\"', size, shortest_edge",
    "'\"size\": {\"longest_edge\": 3}', size, shortest_edge",
    "'\"size\": {\"height\": 3, \"width\": 0}', size, from 1 to",
    "'\"size\": 100000000', size, from 1 to",
    "'\"image_mean\": [0.5, 0.5]', image_mean, three",
    "'\"image_std\": [0.5, 0, 0.5]', image_std, positive",
    "'\"rescale_factor\": \"x\"', rescale_factor, number",
  })
  void namesTheKeyTheRuleAndTheFile(String json, String key, String rule) {
    String message =
        assertThrows(FuseboxException.class, () -> read("{" + json + "}")).getMessage();
    assertTrue(message.contains("'" + key + "'"), message);
    assertTrue(message.contains(rule), message);
    assertTrue(message.contains("preprocessor_config.json"), message);
  }

  private ImageProcessor read(String json) throws IOException {
    Files.writeString(folder.resolve("preprocessor_config.json"), json);
    return ImageProcessorReader.read(folder, ProcessorFamily.VIT, 4);
  }
}
