package io.fusebox.runtime.experiments.report;

import io.fusebox.runtime.experiments.Arm.Kind;
import io.fusebox.runtime.experiments.ResultRow;
import io.fusebox.runtime.experiments.RunOutcome;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The loss of the updates, as a mean over seeds and over a span of updates. */
final class LearningCurves {
  private static final int POINTS = 120;

  private LearningCurves() {}

  /**
   * Draws the strategies' curves, or those of the ablations.
   *
   * @param rows of one number of shots
   */
  static String of(List<ResultRow> rows, int shots) {
    XYChart chart =
        new XYChartBuilder()
            .width(ChartStyle.WIDTH)
            .height(ChartStyle.height(rows.size()))
            .xAxisTitle("update")
            .yAxisTitle("loss")
            .build();
    ChartStyle.apply(chart.getStyler());
    chart.getStyler().setYAxisMin(0.0);
    for (int i = 0; i < rows.size(); i++) {
      add(chart, rows.get(i), i);
    }
    return Svg.of(
        chart,
        "Learning curves, %s, %s".formatted(rows.get(0).arm().kind(), ReportText.shots(shots)));
  }

  /** Whether there is a curve to draw. */
  static boolean isDrawn(ResultRow row, boolean ablations) {
    return row.trainable() > 0 && (row.arm().kind() == Kind.ABLATION) == ablations;
  }

  private static void add(XYChart chart, ResultRow row, int place) {
    List<double[]> points = points(row.outcomes().stream().map(RunOutcome::losses).toList());
    XYSeries series =
        chart.addSeries(
            row.arm().label(),
            points.stream().mapToDouble(p -> p[0]).toArray(),
            points.stream().mapToDouble(p -> p[1]).toArray());
    series.setMarker(SeriesMarkers.NONE).setLineColor(ChartStyle.colour(place));
    series.setLineStyle(ChartStyle.line(place));
  }

  /** The last update of each span, and the mean loss in it. */
  private static List<double[]> points(List<List<Float>> runs) {
    int updates = runs.get(0).size();
    int span = Math.max(1, (updates + POINTS - 1) / POINTS);
    List<double[]> points = new ArrayList<>();
    for (int from = 0; from < updates; from += span) {
      int first = from;
      int end = Math.min(updates, from + span);
      double mean =
          runs.stream()
              .flatMap(r -> r.subList(first, end).stream())
              .mapToDouble(Float::doubleValue)
              .average()
              .orElseThrow();
      points.add(new double[] {end, mean});
    }
    return points;
  }
}
