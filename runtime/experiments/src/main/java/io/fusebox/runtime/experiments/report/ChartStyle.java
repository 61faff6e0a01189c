package io.fusebox.runtime.experiments.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The style of all charts of a report. */
final class ChartStyle {
  /** In pixels, as wide as the page's text. */
  static final int WIDTH = 900;

  /** Middling in brightness, so that each is seen on white and on black. */
  private static final Color[] COLOURS = {
    new Color(0x3b82f6),
    new Color(0xe8710a),
    new Color(0x16a34a),
    new Color(0xc04ee8),
    new Color(0xef4444),
    new Color(0x0d9ba8),
    new Color(0xb7860b),
    new Color(0xdb2777)
  };

  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.SQUARE,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.TRIANGLE_DOWN
  };
  private static final Color NOTHING = new Color(0, 0, 0, 0);
  private static final Color GRID = new Color(128, 128, 128, 80);

  private ChartStyle() {}

  /** High enough for a legend of so many series. */
  static int height(int series) {
    return Math.max(400, 40 + 24 * series);
  }

  /** The colour of the series at this place, over and over. */
  static Color colour(int place) {
    return COLOURS[place % COLOURS.length];
  }

  /** A marker that distinguishes series of the same colour. */
  static Marker marker(int place) {
    return MARKERS[(place + place / COLOURS.length) % MARKERS.length];
  }

  /** A line that distinguishes series of the same colour: whole, then dashed. */
  static BasicStroke line(int place) {
    float[] dashes = {8, 2 + 4f * (place / COLOURS.length)};
    return place < COLOURS.length
        ? new BasicStroke(2)
        : new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
  }

  static void apply(AxesChartStyler styler) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    styler
        .setAxisTickLabelsFont(font)
        .setAxisTitleFont(font)
        .setAxisTickLabelsColor(Svg.INK)
        .setAxisTickMarksColor(Svg.INK)
        .setPlotGridLinesColor(GRID)
        .setPlotGridLinesStroke(new BasicStroke(1))
        .setErrorBarsColor(Svg.INK)
        .setChartBackgroundColor(NOTHING)
        .setPlotBackgroundColor(NOTHING)
        .setPlotBorderVisible(false)
        .setChartFontColor(Svg.INK)
        .setXAxisTitleColor(Svg.INK)
        .setYAxisTitleColor(Svg.INK)
        .setChartTitleVisible(false)
        .setLegendFont(font)
        .setLegendBackgroundColor(NOTHING)
        .setLegendBorderColor(NOTHING)
        .setLegendPosition(LegendPosition.OutsideE)
        .setLegendLayout(LegendLayout.Vertical);
  }
}
