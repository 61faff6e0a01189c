package io.fusebox.runtime.experiments.report;

import io.fusebox.runtime.experiments.Arm.Kind;
import io.fusebox.runtime.experiments.ExperimentResults;
import io.fusebox.runtime.experiments.ResultRow;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Accuracy of every arm, a bar for each number of shots, with the deviation over seeds. */
final class AccuracyByArm {
  private static final int HEIGHT = 480;
  private static final int MARGIN = 120;
  private static final int LEAST_WIDTH = 700;
  private static final int BAR = 26;

  private AccuracyByArm() {}

  /**
   * @param kinds of the arms that are drawn
   */
  static String of(ExperimentResults results, Kind... kinds) {
    List<Integer> shots = results.grid().spec().shots();
    List<Kind> drawn = List.of(kinds);
    long arms = results.grid().arms().stream().filter(a -> drawn.contains(a.kind())).count();
    CategoryChart chart =
        new CategoryChartBuilder()
            .width((int) Math.max(LEAST_WIDTH, MARGIN + arms * BAR * (1 + shots.size())))
            .height(HEIGHT)
            .yAxisTitle("accuracy, %")
            .build();
    ChartStyle.apply(chart.getStyler());
    chart
        .getStyler()
        .setAvailableSpaceFill(0.8)
        .setXAxisLabelRotation(45)
        .setXAxisLabelAlignmentVertical(TextAlignment.Right)
        .setYAxisMin(0.0)
        // Below: alongside the bars it would make the chart wider than the page.
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal);
    for (int i = 0; i < shots.size(); i++) {
      List<ResultRow> rows =
          results.rows(shots.get(i)).stream().filter(r -> drawn.contains(r.arm().kind())).toList();
      add(chart, rows, ReportText.shots(shots.get(i)), i);
    }
    return Svg.of(chart, "Accuracy, with the standard deviation over seeds: " + drawn);
  }

  private static void add(CategoryChart chart, List<ResultRow> rows, String name, int place) {
    CategorySeries series =
        chart.addSeries(
            name,
            rows.stream().map(r -> r.arm().label()).toList(),
            rows.stream().map(r -> 100 * r.overall().mean()).toList(),
            rows.stream().map(r -> 100 * r.overall().deviation()).toList());
    series.setFillColor(ChartStyle.colour(place));
  }
}
