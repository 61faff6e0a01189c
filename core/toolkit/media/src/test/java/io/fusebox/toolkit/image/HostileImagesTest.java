package io.fusebox.toolkit.image;

import io.fusebox.fixtures.HostileInputs;
import io.fusebox.toolkit.media.Video;
import io.fusebox.toolkit.media.Videos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileImagesTest {
  private static final Path IMAGES = Path.of("src/test/resources/images");
  private static final String PROCESSOR =
      """
      {"image_processor_type": "ViTImageProcessor", "do_resize": true, "do_rescale": true,
       "size": {"height": 8, "width": 8}, "resample": 2, "rescale_factor": 0.00392156862745098,
       "do_normalize": true, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}
      """;

  @TempDir Path folder;

  @Test
  void imagesAreDecodedOrRefused() throws IOException {
    HostileInputs.ofBytes("image", files(".*\\.(png|jpg|gif|bmp|webp)"))
        .tryAll(1500, file -> new ImageDecoder().decode(file), 4305);
  }

  @Test
  void animationsAreShownOrRefused() throws IOException {
    HostileInputs.ofBytes("GIF", files("film.*\\.gif|animated\\.gif"))
        .tryAll(
            300,
            file -> {
              try (Video video = Videos.open(file)) {
                video.frameAt(0);
                video.frameAt(video.durationSeconds());
              }
            });
  }

  @Test
  void preprocessorsAreReadOrRefused() {
    HostileInputs.ofText(
            "preprocessor_config.json", List.of(PROCESSOR.getBytes(StandardCharsets.UTF_8)))
        .tryAll(
            400,
            file -> {
              Files.write(folder.resolve("preprocessor_config.json"), file);
              ImageProcessorReader.read(folder, ProcessorFamily.VIT, 8);
            });
  }

  private static List<byte[]> files(String names) throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(IMAGES)) {
      for (Path file :
          all.filter(f -> f.getFileName().toString().matches(names)).sorted().toList()) {
        files.add(Files.readAllBytes(file));
      }
    }
    return files;
  }
}
