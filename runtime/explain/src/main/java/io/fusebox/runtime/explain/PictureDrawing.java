package io.fusebox.runtime.explain;

import static io.fusebox.runtime.explain.Sheet.INNER;
import static io.fusebox.runtime.explain.Sheet.MARGIN;

import io.fusebox.api.encoder.PatchGrid.Window;
import io.fusebox.runtime.explain.Part.Unit;
import io.fusebox.toolkit.image.Pixels;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws a picture, and beside it a heat map over its patches. */
record PictureDrawing(Sheet sheet, Part part, Pixels picture) {
  private static final int GAP = 24;
  private static final int SIDE = (INNER - GAP) / 2;
  private static final int TALLEST = 560;
  private static final Color VEIL = new Color(255, 255, 255, 115);

  void draw() {
    double scale = Math.min((double) SIDE / picture.width(), (double) TALLEST / picture.height());
    int width = Math.max(1, (int) (scale * picture.width()));
    int height = Math.max(1, (int) (scale * picture.height()));
    Rectangle left = new Rectangle(MARGIN, sheet.y, width, height);
    show(Pictures.image(picture), left);
    if (part.grid().isPresent()) {
      heat(new Rectangle(MARGIN + SIDE + GAP, sheet.y, width, height));
    }
    sheet.y += height + 8;
    caption();
  }

  private void show(BufferedImage image, Rectangle at) {
    sheet.pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        at.width > 3 * image.getWidth()
            ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
            : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    sheet.pen.drawImage(image, at.x, at.y, at.width, at.height, null);
  }

  private void heat(Rectangle at) {
    show(Pictures.gray(picture), at);
    Graphics2D pen = sheet.pen;
    pen.setColor(VEIL);
    pen.fill(at);
    Shape before = pen.getClip();
    pen.clip(at);
    List<Unit> patches = part.patches();
    double strongest = Part.strongest(patches);
    for (int i = 0; i < patches.size(); i++) {
      Window patch = part.grid().orElseThrow().patch(i);
      pen.setColor(Tint.of(patches.get(i).value(), strongest, .9));
      pen.fill(cell(patch, at));
    }
    pen.setClip(before);
    legend(at, strongest);
  }

  /** Whole pixels, so that neighbours neither overlap nor leave a gap. */
  private static Rectangle2D cell(Window patch, Rectangle at) {
    double left = Math.round(at.x + patch.left() * at.width);
    double top = Math.round(at.y + patch.top() * at.height);
    double right = Math.round(at.x + patch.right() * at.width);
    double bottom = Math.round(at.y + patch.bottom() * at.height);
    return new Rectangle2D.Double(left, top, right - left, bottom - top);
  }

  private void legend(Rectangle at, double strongest) {
    Graphics2D pen = sheet.pen;
    pen.setFont(Sheet.font(13, false));
    String most = Words.signed(strongest);
    int room = pen.getFontMetrics().stringWidth(most) + 8;
    int top = at.y + at.height + 8;
    int baseline = top + pen.getFontMetrics().getAscent();
    sheet.write(Words.signed(-strongest), at.x, baseline, Sheet.SOFT);
    sheet.writeRight(most, at.x + at.width, baseline, Sheet.SOFT);
    int middle = at.x + at.width / 2;
    gradient(at.x + room, middle, Tint.AGAINST, Color.WHITE, top);
    gradient(middle, at.x + at.width - room, Color.WHITE, Tint.FOR, top);
  }

  private void gradient(int from, int to, Color first, Color last, int top) {
    sheet.pen.setPaint(new GradientPaint(from, 0, first, to, 0, last));
    sheet.pen.fillRect(from, top + 3, Math.max(0, to - from), 10);
  }

  private void caption() {
    sheet.y += part.grid().isPresent() ? 22 : 0;
    if (part.grid().isEmpty()) {
      sheet.text(PicturePanel.NO_HEAT, 14, false, Sheet.SOFT);
    }
    for (Unit whole : part.whole()) {
      String text = "a feature of the whole picture adds " + Words.signed(whole.value());
      sheet.text(text, 14, false, Sheet.SOFT);
    }
  }
}
