package io.fusebox.encoder.frames;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.encoder.frames.FrameEncoderConfig.Features;
import io.fusebox.toolkit.media.VideoDecoder;
import java.nio.file.Path;
import java.util.Map;

/**
 * A video as frames, through any image encoder (the paper's way with videos). Where that gives
 * several vectors of an image, a frame's vector is their mean.
 */
final class FrameEncoder implements ModalityEncoder {
  /** Images that are encoded together: a video's frames at once would take gigabytes. */
  private static final int TOGETHER = 16;

  private final ModalityEncoder images;
  private final Features features;
  private final VideoDecoder videos;

  private FrameEncoder(ModalityEncoder images, FrameEncoderConfig config) {
    this.images = images;
    this.features = config.features();
    this.videos =
        new VideoDecoder(config.chosen(), config.rate(), config.orientation(), images::decode);
  }

  /**
   * Looks through an image encoder.
   *
   * @throws io.fusebox.api.FuseboxException when the encoder reads something else than images
   */
  static FrameEncoder through(ModalityEncoder images, FrameEncoderConfig config) {
    require(
        images.modality().equals(Modality.IMAGE),
        "frames looks at images, but %s reads %s: name an image encoder in 'frames-encoder'"
            .formatted(config.framesEncoder(), images.modality()));
    return new FrameEncoder(images, config);
  }

  @Override
  public Modality modality() {
    return Modality.VIDEO;
  }

  @Override
  public long featureSize() {
    return images.featureSize();
  }

  /** {@code [b, t, ...] -> [b, t, d]}, or {@code [b, 1, d]} if pooled. */
  @Override
  public NDArray encode(NDArray input) {
    Shape shape = input.getShape();
    long b = shape.get(0);
    long t = shape.get(1);
    NDArray single = input.reshape(new Shape(b * t).addAll(shape.slice(2)));
    NDArray vectors = vectors(single).reshape(b, t, featureSize());
    return features == Features.SEQUENCE ? vectors : vectors.mean(new int[] {1}, true);
  }

  /** {@code [n, ...] -> [n, d]}. */
  private NDArray vectors(NDArray single) {
    long n = single.getShape().get(0);
    NDList parts = new NDList();
    for (long from = 0; from < n; from += TOGETHER) {
      NDArray part = single.get(new NDIndex("{}:{}", from, Math.min(n, from + TOGETHER)));
      try (NDArray each = images.encode(part)) { // [k, m, d]
        parts.add(each.mean(new int[] {1}));
      }
    }
    return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts, 0);
  }

  @Override
  public NDArray decode(NDManager manager, byte[] video) {
    return videos.decode(manager, video);
  }

  @Override
  public NDArray decode(NDManager manager, Path video) {
    return videos.decode(manager, video);
  }

  /** A black video: every frame is the image encoder's blank. */
  @Override
  public NDArray blank(NDArray input) {
    try (NDArray first = input.get(0)) {
      NDArray blank = images.blank(first);
      return input.zerosLike().add(blank);
    }
  }

  @Override
  public Map<String, NDArray> parameters() {
    return images.parameters();
  }
}
