package io.fusebox.runtime.explain;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/** Paper that is written from top to bottom, as long as it has to be. */
final class DrawingSheet {
  static final int WIDTH = 1000;
  static final int MARGIN = 32;
  static final int INNER = WIDTH - 2 * MARGIN;
  static final Color INK = new Color(0x1c1c1e);
  static final Color SOFT = new Color(0x6b6b70);
  static final Color LINE = new Color(0xd8d8dc);

  private static final int MOST_LINES = 12;
  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 16);

  final Graphics2D pen;

  /** Where the next line begins. */
  int y = MARGIN;

  private DrawingSheet(BufferedImage image) {
    pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, image.getWidth(), image.getHeight());
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
  }

  /** Draws twice: first to learn how long it gets. */
  static BufferedImage drawn(Consumer<DrawingSheet> drawing) {
    int height = run(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), drawing) + MARGIN;
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    run(image, drawing);
    return image;
  }

  private static int run(BufferedImage image, Consumer<DrawingSheet> drawing) {
    DrawingSheet sheet = new DrawingSheet(image);
    try {
      drawing.accept(sheet);
      return sheet.y;
    } finally {
      sheet.pen.dispose();
    }
  }

  /** Writes text over as many lines as it takes, up to {@link #MOST_LINES}. */
  void text(String text, int size, boolean bold, Color colour) {
    pen.setFont(font(size, bold));
    FontMetrics metrics = pen.getFontMetrics();
    String rest = text;
    for (int line = 0; line < MOST_LINES && !rest.isEmpty(); line++) {
      int end = fitting(rest, metrics, INNER);
      write(rest.substring(0, end).strip(), MARGIN, y + metrics.getAscent(), colour);
      y += metrics.getHeight();
      rest = rest.substring(end).strip();
    }
  }

  static Font font(int size, boolean bold) {
    return PLAIN.deriveFont(bold ? Font.BOLD : Font.PLAIN, size);
  }

  /** How many characters fit into a width, cut at a space if there is one; at least one. */
  private static int fitting(String text, FontMetrics metrics, int width) {
    if (metrics.stringWidth(text) <= width) {
      return text.length();
    }
    int end = cut(text, metrics, width);
    int space = text.lastIndexOf(' ', end);
    return space > 0 ? space : end;
  }

  private static int cut(String text, FontMetrics metrics, int width) {
    int end = text.offsetByCodePoints(0, 1);
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      if (metrics.stringWidth(text.substring(0, next)) > width) {
        break;
      }
      end = next;
    }
    return end;
  }

  /** A text that is cut off where it is too wide. */
  static String within(String text, FontMetrics metrics, int width) {
    return metrics.stringWidth(text) <= width
        ? text
        : text.substring(0, cut(text, metrics, width - metrics.stringWidth("…"))) + "…";
  }

  void write(String text, int x, int baseline, Color colour) {
    pen.setColor(colour);
    pen.drawString(text, x, baseline);
  }

  /** Writes text that ends at {@code x}. */
  void writeRight(String text, int x, int baseline, Color colour) {
    write(text, x - pen.getFontMetrics().stringWidth(text), baseline, colour);
  }

  void heading(String text) {
    y += 20;
    text(text, 18, true, INK);
    y += 6;
  }
}
