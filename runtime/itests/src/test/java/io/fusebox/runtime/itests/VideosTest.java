package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Videos of every kind through the real bundles: as frames, by the image encoder that is live. */
class VideosTest {
  private static final int SIDE = 64;

  @TempDir static Path folder;

  @BeforeAll
  static void makeVideos() throws IOException {
    Path frames = Files.createDirectories(folder.resolve("frames"));
    for (int i = 0; i < 6; i++) {
      ImageIO.write(image(i), "png", frames.resolve("%03d.png".formatted(i)).toFile());
    }
    ImageIO.write(image(0), "gif", folder.resolve("video.gif").toFile());
    for (String name : new String[] {"video.mp4", "video.webm", "video.avi"}) {
      record(folder.resolve(name));
    }
    Files.writeString(folder.resolve("text.mp4"), "this is not a video");
  }

  private static void record(Path file) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), SIDE, SIDE, 0)) {
      boolean webm = file.toString().endsWith(".webm");
      recorder.setVideoCodec(webm ? avcodec.AV_CODEC_ID_VP8 : avcodec.AV_CODEC_ID_MPEG4);
      recorder.setFrameRate(5);
      recorder.start();
      for (int i = 0; i < 6; i++) {
        recorder.record(frame(image(i)), avutil.AV_PIX_FMT_BGR24);
      }
    }
  }

  /** A red square that moves to the right. */
  private static BufferedImage image(int i) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.RED);
    g.fillRect(8 * i, 20, 20, 20);
    g.dispose();
    return image;
  }

  private static Frame frame(BufferedImage image) {
    Frame frame = new Frame(SIDE, SIDE, Frame.DEPTH_UBYTE, 3);
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    for (int at = 0; at < SIDE * SIDE; at++) {
      int rgb = image.getRGB(at % SIDE, at / SIDE);
      pixels.put((byte) rgb).put((byte) (rgb >> 8)).put((byte) (rgb >> 16));
    }
    pixels.rewind();
    return frame;
  }

  private static FuseboxProcess train(String settings, String... videos) throws IOException {
    Path pipeline = folder.resolve("videos.yaml");
    Files.writeString(
        pipeline,
        "plm: embedded:bart-shapes\nmodalities:\n  video: {encoder: frames, model: embedded:vit-shapes, "
            + settings
            + "}\nstrategy: promptfuse\n");
    StringBuilder lines = new StringBuilder();
    String line = "{\"video\": \"%s\", \"question\": \"what color is it?\", \"answer\": \"red\"}\n";
    for (String video : videos) {
      lines.append(line.formatted(video));
    }
    Files.writeString(folder.resolve("videos.jsonl"), lines);
    return FuseboxInProcess.run(
        folder,
        "train",
        pipeline.toString(),
        "--data",
        folder.resolve("videos.jsonl").toString(),
        "--shots",
        "0",
        "--steps",
        "2",
        "--fresh");
  }

  @Test
  void aPipelineTrainsOnVideosOfEveryKind() throws IOException {
    FuseboxProcess done =
        train(
            "frames-encoder: vit, frames: 4",
            "video.mp4",
            "video.webm",
            "video.avi",
            "video.gif",
            "frames");
    assertEquals(0, done.exitCode(), done::toString);
    assertTrue(done.out().contains("in 2 updates"), done::toString);
  }

  @Test
  void whatIsNoVideoIsNamed() throws IOException {
    FuseboxProcess done = train("frames-encoder: vit", "video.mp4", "text.mp4");
    assertEquals(1, done.exitCode(), done::toString);
    assertTrue(done.err().contains("text.mp4"), done::toString);
  }

  @Test
  void anImageEncoderThatIsNotLiveIsNamedWithNearMisses() throws IOException {
    FuseboxProcess done = train("frames-encoder: vitt", "video.mp4");
    assertEquals(1, done.exitCode(), done::toString);
    assertTrue(done.err().contains("did you mean vit?"), done::toString);
  }
}
