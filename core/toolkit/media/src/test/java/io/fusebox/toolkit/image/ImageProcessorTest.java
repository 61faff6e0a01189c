package io.fusebox.toolkit.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.PatchGrid.Window;
import io.fusebox.fixtures.ModelFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    NDArray found = processor.prepare(manager, Images.decoded("rgb.png"));
    float[] expected = new float[3 * 24 * 17];
    ByteBuffer.wrap(Images.bytes("clip_20_24x17.f32"))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(expected);
    assertEquals(new Shape(3, 24, 17), found.getShape());
    assertArrayEquals(expected, found.toFloatArray());
  }

  @Test
  void tellsWhichPartOfAnImageIsLeft() throws IOException {
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
    assertEquals(new ImageProcessor.ResizeTarget.ShortestEdge(4), clip.resize());
    assertEquals(new ImageProcessor.ResizeTarget.Exactly(4, 4), clip.crop());
    assertEquals(0.40821073f, clip.mean()[2]);
    ImageProcessor video = ImageProcessorReader.read(folder, ProcessorFamily.VIDEOMAE, 4);
    assertEquals(PillowResize.BILINEAR, video.filter());
    assertEquals(new ImageProcessor.ResizeTarget.ShortestEdge(4), video.resize());
    assertEquals(0.5f, video.std()[0]);
  }

  @Test
  void theProcessorThatTheFileNamesGoesBeforeTheModelsFamily() throws IOException {
    Files.writeString(
        folder.resolve("preprocessor_config.json"),
        "{\"image_processor_type\": \"VideoMAEImageProcessor\", \"size\": 6}");
    ImageProcessor video = ImageProcessorReader.read(folder, ProcessorFamily.VIT, 4);
    assertEquals(new ImageProcessor.ResizeTarget.ShortestEdge(6), video.resize());
    assertEquals(new ImageProcessor.ResizeTarget.Exactly(4, 4), video.crop());
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
  void blackIsWhatABlackImageBecomes() throws IOException {
    ImageProcessor processor =
        read("{\"size\": 2, \"image_mean\": [0.1, 0.2, 0.3], \"image_std\": [0.5, 0.5, 0.25]}");
    float[] prepared = processor.prepare(manager, Pixels.black(7, 5)).toFloatArray();
    NDArray one = processor.blackInput(manager.ones(new Shape(3, 2, 2)));
    NDArray batch = processor.blackInput(manager.ones(new Shape(2, 3, 2, 2)));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VIT | {'image_processor': {'size': 5, 'image_processor_type': 'ViTImageProcessorFast'}}",
        "VIT | {'processor_class': 'X', 'image_processor_type': 'ViTImageProcessor', 'size': 5}",
        "VIDEOMAE | {'image_processor': {'size': 9}, 'video_processor': {'size': 5}}",
      },
      quoteCharacter = '"')
  void theNewerFileIsReadNestedAndFlat(ProcessorFamily family, String json) throws IOException {
    Files.writeString(folder.resolve("processor_config.json"), json.replace('\'', '"'));
    ImageProcessor.ResizeTarget size = ImageProcessorReader.read(folder, family, 4).resize();
    assertEquals(
        family == ProcessorFamily.VIT
            ? new ImageProcessor.ResizeTarget.Exactly(5, 5)
            : new ImageProcessor.ResizeTarget.ShortestEdge(5),
        size);
  }

  @Test
  void thePartOfTheNewerFileGoesBeforeTheOlderFileAndThatIsTold() throws IOException {
    Files.writeString(
        folder.resolve("processor_config.json"),
        "{\"image_processor\": {\"size\": 5, \"resample\": 2, \"do_resize\": null}}");
    Files.writeString(
        folder.resolve("preprocessor_config.json"),
        "{\"size\": 6, \"resample\": 2.0, \"do_resize\": true}");
    String told =
        ModelFolders.logged(
            () ->
                assertEquals(
                    new ImageProcessor.ResizeTarget.Exactly(5, 5),
                    ImageProcessorReader.read(folder, ProcessorFamily.VIT, 4).resize()));
    assertTrue(told.contains("disagree on size; the former is used"), told);
  }

  @Test
  void aFolderWithoutAFileIsToldOnceWithWhatIsDone() {
    String told =
        ModelFolders.logged(
            () -> {
              ImageProcessorReader.read(folder, ProcessorFamily.CLIP, 4);
              ImageProcessorReader.read(folder, ProcessorFamily.CLIP, 4);
            });
    assertEquals(1, told.lines().count(), told);
    assertTrue(told.contains(folder.resolve("preprocessor_config.json").toString()), told);
    assertTrue(told.contains("shorter side resized to 4 (bicubic), centre of 4 x 4 kept"), told);
    assertTrue(told.contains("mean [0.48145467"), told);
  }

  @Test
  void aStepThatIsNotKnownIsRefused() {
    FuseboxException e =
        assertThrows(
            FuseboxException.class, () -> read("{\"do_flip_channel_order\": true, \"size\": 4}"));
    assertTrue(e.getMessage().contains("'do_flip_channel_order'"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'crop_pct': 0.9 | crop_pct = 0.9",
        "'offset': true | offset = true",
        "'image_processor_type': 'BeitImageProcessor' | names the processor BeitImageProcessor"
      },
      quoteCharacter = '"')
  void whatIsNotUnderstoodIsTold(String field, String words) {
    String told = ModelFolders.logged(() -> unchecked("{" + field.replace('\'', '"') + "}"));
    assertTrue(told.contains(words), told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"do_normalize": true, "do_resize": true, "feature_extractor_type": "ViTFeatureExtractor",
         "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5], "resample": 2, "size": 224}
        """,
        """
        {"crop_size": 224, "do_center_crop": true, "do_normalize": true, "do_resize": true,
         "feature_extractor_type": "CLIPFeatureExtractor", "resample": 3, "size": 224,
         "image_mean": [0.48145466, 0.4578275, 0.40821073],
         "image_std": [0.26862954, 0.26130258, 0.27577711]}
        """,
        """
        {"crop_size": {"height": 224, "width": 224}, "do_center_crop": true, "do_normalize": true,
         "do_rescale": true, "do_resize": true, "image_processor_type": "VideoMAEImageProcessor",
         "feature_extractor_type": "VideoMAEFeatureExtractor", "resample": 2,
         "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225],
         "rescale_factor": 0.00392156862745098, "size": {"shortest_edge": 224}}
        """,
        """
        {"crop_size": null, "data_format": "channels_first", "default_to_square": true,
         "device": null, "disable_grouping": null, "do_center_crop": null, "do_convert_rgb": null,
         "do_normalize": true, "do_pad": null, "do_rescale": true, "do_resize": true,
         "image_mean": [0.5, 0.5, 0.5], "image_processor_type": "ViTImageProcessorFast",
         "image_std": [0.5, 0.5, 0.5], "input_data_format": null, "pad_size": null, "resample": 2,
         "rescale_factor": 0.00392156862745098, "return_tensors": null,
         "size": {"height": 224, "width": 224}}
        """
      })
  void publishedFilesAreUnderstood(String json) {
    assertEquals("", ModelFolders.logged(() -> unchecked(json)));
  }

  @Test
  void aNumberIsASquareOrTheShortestEdgeAsTheFileSays() throws IOException {
    ImageProcessor edge = read("{\"size\": 5, \"default_to_square\": false}");
    assertEquals(new ImageProcessor.ResizeTarget.ShortestEdge(5), edge.resize());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"do_resize\": \"no\"}",
        "{\"rescale_factor\": \"1/255\"}",
        "{\"resample\": 2.5}",
        "{\"image_processor_type\": 7}"
      })
  void aValueOfAnotherKindIsRefused(String json) {
    assertThrows(FuseboxException.class, () -> read(json));
  }

  private void unchecked(String json) {
    try {
      read(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
