package io.fusebox.image;

/**
 * Which way up pictures are read. Cameras and phones store what the sensor sees, and beside it how
 * to turn it: EXIF in picture files, a matrix in films.
 */
public enum Orientation {
  /** As every viewer shows them. */
  UPRIGHT,
  /** As they are stored, whatever stands beside it: the plain reading of Pillow and decord. */
  STORED
}
