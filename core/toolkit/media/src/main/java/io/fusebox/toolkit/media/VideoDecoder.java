package io.fusebox.toolkit.media;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Orientation;
import java.nio.file.Path;
import java.util.function.BiFunction;

/**
 * From a video to the images that an encoder looks at.
 *
 * @param sampling which images
 * @param folderRate how many images of a folder count as a second
 * @param orientation which way up the images are wanted
 * @param image decodes one image's file to {@code [...]}, owned by the manager it is given
 */
public record VideoDecoder(
    FrameSampling sampling,
    double folderRate,
    Orientation orientation,
    BiFunction<NDManager, byte[], NDArray> image) {

  /** With images upright. */
  public VideoDecoder(
      FrameSampling sampling, double folderRate, BiFunction<NDManager, byte[], NDArray> image) {
    this(sampling, folderRate, Orientation.UPRIGHT, image);
  }

  /**
   * Decodes a video where it lies.
   *
   * @return {@code [t, ...]}, owned by {@code manager}
   * @throws FuseboxException when it is not a video that can be read, or one of its images is not
   */
  public NDArray decode(NDManager manager, Path input) {
    try (Video video = Videos.open(input, folderRate, orientation)) {
      return decode(manager, video);
    }
  }

  /** Decodes a video in memory; see {@link #decode(NDManager, Path)}. */
  public NDArray decode(NDManager manager, byte[] file) {
    try (Video video = Videos.open(file, orientation)) {
      return decode(manager, video);
    }
  }

  private NDArray decode(NDManager manager, Video video) {
    try (NDManager each = manager.newSubManager()) {
      NDList images = new NDList();
      for (double time : sampling.times(video.durationSeconds())) {
        images.add(image(each, video, time));
        requireOneShape(images, time);
      }
      NDArray stacked = NDArrays.stack(images);
      stacked.attach(manager);
      return stacked;
    }
  }

  private NDArray image(NDManager manager, Video video, double time) {
    try {
      return image.apply(manager, video.frameAt(time));
    } catch (FuseboxException e) {
      throw new FuseboxException("at %.2f s: %s".formatted(time, e.getMessage()), e);
    }
  }

  private static void requireOneShape(NDList images, double time) {
    Shape first = images.get(0).getShape();
    Shape last = images.get(images.size() - 1).getShape();
    if (!first.equals(last)) {
      throw new FuseboxException(
          "the video's frames must be of one size after decoding, found %s at first and %s at %.2f s: make them equally large"
              .formatted(first, last, time));
    }
  }
}
