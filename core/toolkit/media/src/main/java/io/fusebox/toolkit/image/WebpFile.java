package io.fusebox.toolkit.image;

/** A WebP file as Pillow reads it: colour profiles are not applied. */
final class WebpFile {
  /** Where the flags of an extended file lie, behind the outer header and the chunk's own. */
  private static final int FLAGS = 20;

  private static final int PROFILE = 0x20;

  private WebpFile() {}

  /**
   * The file without the announcement of its profile, by which the reader would convert colours.
   */
  static byte[] withoutProfile(byte[] file) {
    if (!isExtended(file) || (file[FLAGS] & PROFILE) == 0) {
      return file;
    }
    byte[] plain = file.clone();
    plain[FLAGS] &= ~PROFILE;
    return plain;
  }

  private static boolean isExtended(byte[] file) {
    return file.length > FLAGS
        && file[12] == 'V'
        && file[13] == 'P'
        && file[14] == '8'
        && file[15] == 'X';
  }
}
