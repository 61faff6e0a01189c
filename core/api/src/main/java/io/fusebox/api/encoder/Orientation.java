package io.fusebox.api.encoder;

/**
 * Which way up images are read. Cameras and phones store what the sensor sees, and with it how to
 * turn it: EXIF in image files, a matrix in videos.
 */
public enum Orientation {
  /** As every viewer shows them. */
  UPRIGHT,
  /** As they are stored, without a look at metadata: the plain reading of Pillow and decord. */
  STORED
}
