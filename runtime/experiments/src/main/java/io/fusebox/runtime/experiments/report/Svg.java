package io.fusebox.runtime.experiments.report;

import io.fusebox.api.FuseboxException;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A chart as an SVG element inside a page: it has no background, and what is drawn in {@link #INK}
 * takes the colour of the page's text, in light and in dark.
 */
final class Svg {
  /** A colour that no chart has by chance. */
  static final Color INK = new Color(1, 2, 3);

  private Svg() {}

  /**
   * Draws the chart.
   *
   * @param description for those who do not see it
   */
  static String of(Chart<?, ?> chart, String description) {
    String name = "c" + Integer.toHexString(description.hashCode()) + "-";
    return element(chart)
        .replaceFirst(
            "<svg ",
            "<svg role=\"img\" aria-label=\"%s\" "
                .formatted(HtmlPage.escape(description).replace("$", "")))
        .replace("rgb(1,2,3)", "currentColor")
        .replaceAll("\\bclip(-?\\d+)", name + "$1") // names are the page's, not the chart's
        .replaceAll("(\\.\\d)\\d+", "$1");
  }

  private static String element(Chart<?, ?> chart) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InternalError | NoClassDefFoundError e) { // what Java says where there is no font
      throw new FuseboxException(
          "the plots need a font, and Java finds none (%s): install one, for instance the packages"
                  .formatted(e.getMessage())
              + " fontconfig and fonts-dejavu-core, and start again; nothing is run twice",
          e);
    }
    String document = bytes.toString(StandardCharsets.UTF_8);
    return document.substring(document.indexOf("<svg "));
  }
}
