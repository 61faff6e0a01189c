package io.fusebox.toolkit.image;

/**
 * Where one frame of a GIF lies on the canvas, and what becomes of it: the platform's reader gives
 * a frame's own pixels alone.
 *
 * @param transparent the palette index through which the canvas is seen; -1 = none
 * @param disposal what happens to the frame's place before the next frame is drawn
 * @param delay how long it is shown, in hundredths of a second; may be 0
 */
record GifFrame(
    int left, int top, int width, int height, int transparent, Disposal disposal, int delay) {

  /** The treatment of a frame's place. */
  enum Disposal {
    KEEP,
    BACKGROUND,
    PREVIOUS;

    /** Of the three bits in a file; the reserved values are as Pillow takes them. */
    static Disposal of(int bits) {
      return bits < 2 ? KEEP : bits == 2 ? BACKGROUND : PREVIOUS;
    }
  }
}
