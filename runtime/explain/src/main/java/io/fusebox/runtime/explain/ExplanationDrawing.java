package io.fusebox.runtime.explain;

import static io.fusebox.runtime.explain.DrawingSheet.INK;
import static io.fusebox.runtime.explain.DrawingSheet.INNER;
import static io.fusebox.runtime.explain.DrawingSheet.LINE;
import static io.fusebox.runtime.explain.DrawingSheet.MARGIN;
import static io.fusebox.runtime.explain.DrawingSheet.SOFT;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.explain.ExplainedSegment.Unit;
import io.fusebox.toolkit.files.AtomicFile;
import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** One image of an explanation. */
public final class ExplanationDrawing {
  private static final int CHIP_HEIGHT = 46;
  private static final int ROW_HEIGHT = 26;
  private static final int STRIP_HEIGHT = 72;

  private final DrawingSheet sheet;
  private final Explanation of;

  private ExplanationDrawing(DrawingSheet sheet, Explanation of) {
    this.sheet = sheet;
    this.of = of;
  }

  /**
   * Writes the image as PNG.
   *
   * @throws FuseboxException when this system has no font to write with
   */
  public static void write(Path file, Explanation of) {
    ByteBuffer png = ByteBuffer.wrap(PageImages.png(image(of)));
    AtomicFile.write(file, out -> AtomicFile.writeAll(out, png));
  }

  static BufferedImage image(Explanation of) {
    try {
      return DrawingSheet.drawn(sheet -> new ExplanationDrawing(sheet, of).draw());
    } catch (LinkageError | InternalError | NullPointerException e) {
      // So Java says that it finds no fontconfig, or no font.
      throw new FuseboxException(
          "the image cannot be drawn, because Java finds no font here (%s): install fontconfig and a font, for instance DejaVu; the page needs none"
              .formatted(e),
          e);
    }
  }

  private void draw() {
    sheet.text(of.strategy() + ", pipeline " + of.pipeline(), 14, false, SOFT);
    sheet.y += 8;
    sheet.text(of.question(), 24, true, INK);
    sheet.y += 8;
    sheet.text(of.answer(), 24, true, INK);
    sheet.text(NumberText.probability(of), 14, false, SOFT);
    sheet.y += 4;
    of.blend().ifPresent(blend -> sheet.text(blend, 14, false, INK));
    for (ExplainedSegment part : of.parts()) {
      part.image()
          .ifPresent(
              image -> {
                sheet.heading(part.name());
                new ImageDrawing(sheet, part, image).draw();
              });
    }
    sheet.heading("Words (orange speaks for the answer, blue against it)");
    of.words().forEach(this::words);
    sheet.heading("Parts of the input: share of all attributions, whatever their signs");
    of.parts().forEach(this::bar);
    of.parts().stream().filter(BarPanel::shows).forEach(this::strip);
    sheet.heading("How complete this is");
    sheet.text(of.completeness(), 14, false, INK);
    String how = "Integrated gradients, %s, %d steps from zeros to the input.";
    sheet.text(how.formatted(of.rule(), of.steps()), 14, false, SOFT);
  }

  private void words(ExplainedSegment part) {
    int x = MARGIN;
    for (Unit unit : part.units()) {
      sheet.pen.setFont(DrawingSheet.font(16, false));
      FontMetrics metrics = sheet.pen.getFontMetrics();
      String word = DrawingSheet.within(unit.name(), metrics, INNER - 20);
      int width = Math.max(metrics.stringWidth(word), 48) + 20;
      if (x + width > MARGIN + INNER) {
        x = MARGIN;
        sheet.y += CHIP_HEIGHT + 8;
      }
      chip(word, unit.value(), part.strongest(), x, width);
      x += width + 8;
    }
    sheet.y += CHIP_HEIGHT;
  }

  private void chip(String word, double value, double strongest, int x, int width) {
    sheet.pen.setColor(AttributionColours.of(value, strongest, .6));
    sheet.pen.fillRoundRect(x, sheet.y, width, CHIP_HEIGHT, 8, 8);
    sheet.pen.setColor(LINE);
    sheet.pen.drawRoundRect(x, sheet.y, width, CHIP_HEIGHT, 8, 8);
    centred(word, x, width, sheet.y + 20);
    sheet.pen.setFont(DrawingSheet.font(12, false));
    centred(NumberText.signed(value), x, width, sheet.y + 38);
  }

  private void centred(String text, int x, int width, int baseline) {
    int free = width - sheet.pen.getFontMetrics().stringWidth(text);
    sheet.write(text, x + free / 2, baseline, INK);
  }

  private void bar(ExplainedSegment part) {
    sheet.pen.setFont(DrawingSheet.font(14, false));
    FontMetrics metrics = sheet.pen.getFontMetrics();
    int baseline = sheet.y + 18;
    sheet.write(DrawingSheet.within(part.name(), metrics, 130), MARGIN, baseline, INK);
    sheet.writeRight(part.units().size() + " positions", MARGIN + 250, baseline, SOFT);
    sheet.writeRight(NumberText.signed(part.sum()), MARGIN + 330, baseline, INK);
    sheet.writeRight(NumberText.percent(of.share(part)), MARGIN + 420, baseline, INK);
    int room = INNER - 436;
    int x = MARGIN + 436;
    sheet.pen.setColor(LINE);
    sheet.pen.fillRect(x, sheet.y + 5, room, 16);
    for (double value : new double[] {part.inFavour(), -part.against()}) {
      int length = of.magnitude() == 0 ? 0 : (int) (room * Math.abs(value) / of.magnitude());
      sheet.pen.setColor(AttributionColours.hue(value));
      sheet.pen.fillRect(x, sheet.y + 5, length, 16);
      x += length;
    }
    sheet.y += ROW_HEIGHT;
  }

  private void strip(ExplainedSegment part) {
    sheet.heading(
        part.name() + ", position by position (at most ±%.3f)".formatted(part.strongest()));
    double step = (double) INNER / part.units().size();
    int middle = sheet.y + STRIP_HEIGHT / 2;
    for (int i = 0; i < part.units().size(); i++) {
      double value = part.units().get(i).value();
      double share = part.strongest() == 0 ? 0 : Math.abs(value) / part.strongest();
      int length = (int) Math.round(share * STRIP_HEIGHT / 2);
      int x = (int) (MARGIN + i * step);
      int width = Math.max(1, (int) (.8 * step));
      sheet.pen.setColor(AttributionColours.hue(value));
      sheet.pen.fillRect(x, value < 0 ? middle : middle - length, width, length);
    }
    sheet.y += STRIP_HEIGHT;
  }
}
