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
 * From a film to the pictures that an encoder looks at.
 *
 * @param sampling which pictures
 * @param folderRate how many pictures of a folder count as a second
 * @param orientation which way up the pictures are wanted
 * @param image decodes one picture's file to {@code [...]}, owned by the manager it is given
 */
public record VideoDecoder(
    FrameSampling sampling,
    double folderRate,
    Orientation orientation,
    BiFunction<NDManager, byte[], NDArray> image) {

  /** With pictures upright. */
  public VideoDecoder(
      FrameSampling sampling, double folderRate, BiFunction<NDManager, byte[], NDArray> picture) {
    this(sampling, folderRate, Orientation.UPRIGHT, picture);
  }

  /**
   * Decodes a film where it lies.
   *
   * @return {@code [t, ...]}, owned by {@code manager}
   * @throws FuseboxException when it is no film that can be read, or one of its pictures is not
   */
  public NDArray decode(NDManager manager, Path input) {
    try (Video film = Videos.open(input, folderRate, orientation)) {
      return decode(manager, film);
    }
  }

  /** Decodes a film in memory; see {@link #decode(NDManager, Path)}. */
  public NDArray decode(NDManager manager, byte[] file) {
    try (Video film = Videos.open(file, orientation)) {
      return decode(manager, film);
    }
  }

  private NDArray decode(NDManager manager, Video film) {
    try (NDManager each = manager.newSubManager()) {
      NDList pictures = new NDList();
      for (double time : sampling.times(film.durationSeconds())) {
        pictures.add(image(each, film, time));
        requireOneShape(pictures, time);
      }
      NDArray stacked = NDArrays.stack(pictures);
      stacked.attach(manager);
      return stacked;
    }
  }

  private NDArray image(NDManager manager, Video film, double time) {
    try {
      return image.apply(manager, film.frameAt(time));
    } catch (FuseboxException e) {
      throw new FuseboxException("at %.2f s: %s".formatted(time, e.getMessage()), e);
    }
  }

  private static void requireOneShape(NDList pictures, double time) {
    Shape first = pictures.get(0).getShape();
    Shape last = pictures.get(pictures.size() - 1).getShape();
    if (!first.equals(last)) {
      throw new FuseboxException(
          "the film's pictures must be of one size after decoding, found %s at first and %s at %.2f s: make them equally large"
              .formatted(first, last, time));
    }
  }
}
