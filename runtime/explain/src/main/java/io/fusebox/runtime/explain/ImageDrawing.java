package io.fusebox.runtime.explain;

import static io.fusebox.runtime.explain.DrawingSheet.INNER;
import static io.fusebox.runtime.explain.DrawingSheet.MARGIN;

import io.fusebox.api.encoder.PatchGrid.Window;
import io.fusebox.runtime.explain.ExplainedSegment.Unit;
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

/** Draws an image, and next to it a heat map over its patches. */
record ImageDrawing(DrawingSheet sheet, ExplainedSegment part, Pixels image) {
  private static final int GAP = 24;
  private static final int SIDE = (INNER - GAP) / 2;
  private static final int TALLEST = 560;
  private static final Color VEIL = new Color(255, 255, 255, 115);

  void draw() {
    double scale = Math.min((double) SIDE / image.width(), (double) TALLEST / image.height());
    int width = Math.max(1, (int) (scale * image.width()));
    int height = Math.max(1, (int) (scale * image.height()));
    Rectangle left = new Rectangle(MARGIN, sheet.y, width, height);
    show(PageImages.image(image), left);
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
    show(PageImages.gray(image), at);
    Graphics2D pen = sheet.pen;
    pen.setColor(VEIL);
    pen.fill(at);
    Shape before = pen.getClip();
    pen.clip(at);
    List<Unit> patches = part.patches();
    double strongest = ExplainedSegment.strongest(patches);
    for (int i = 0; i < patches.size(); i++) {
      Window patch = part.grid().orElseThrow().patch(i);
      pen.setColor(AttributionColours.of(patches.get(i).value(), strongest, .9));
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
    pen.setFont(DrawingSheet.font(13, false));
    String most = NumberText.signed(strongest);
    int room = pen.getFontMetrics().stringWidth(most) + 8;
    int top = at.y + at.height + 8;
    int baseline = top + pen.getFontMetrics().getAscent();
    sheet.write(NumberText.signed(-strongest), at.x, baseline, DrawingSheet.SOFT);
    sheet.writeRight(most, at.x + at.width, baseline, DrawingSheet.SOFT);
    int middle = at.x + at.width / 2;
    gradient(at.x + room, middle, AttributionColours.AGAINST, Color.WHITE, top);
    gradient(middle, at.x + at.width - room, Color.WHITE, AttributionColours.FOR, top);
  }

  private void gradient(int from, int to, Color first, Color last, int top) {
    sheet.pen.setPaint(new GradientPaint(from, 0, first, to, 0, last));
    sheet.pen.fillRect(from, top + 3, Math.max(0, to - from), 10);
  }

  private void caption() {
    sheet.y += part.grid().isPresent() ? 22 : 0;
    if (part.grid().isEmpty()) {
      sheet.text(ImagePanel.NO_HEAT, 14, false, DrawingSheet.SOFT);
    }
    for (Unit whole : part.whole()) {
      String text = "a feature of the whole image adds " + NumberText.signed(whole.value());
      sheet.text(text, 14, false, DrawingSheet.SOFT);
    }
  }
}
