package io.fusebox.report;

import io.fusebox.experiment.Results;
import io.fusebox.experiment.Row;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;

/** Accuracy of every arm, a bar for each number of shots, with the deviation over seeds. */
final class AccuracyByArm {
  private static final int HEIGHT = 480;
  private static final int MARGIN = 220;
  private static final int LEAST_WIDTH = 700;
  private static final int BAR = 26;

  private AccuracyByArm() {}

  static String of(Results results) {
    List<Integer> shots = results.grid().spec().shots();
    int arms = results.grid().arms().size();
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(Math.max(LEAST_WIDTH, MARGIN + arms * BAR * (1 + shots.size())))
            .height(HEIGHT)
            .yAxisTitle("accuracy, %")
            .build();
    ChartStyle.apply(chart.getStyler());
    chart.getStyler().setAvailableSpaceFill(0.8).setXAxisLabelRotation(45).setYAxisMin(0.0);
    for (int i = 0; i < shots.size(); i++) {
      add(chart, results.rows(shots.get(i)), Words.shots(shots.get(i)), i);
    }
    return Svg.of(chart, "Accuracy of each strategy, with the standard deviation over seeds");
  }

  private static void add(CategoryChart chart, List<Row> rows, String name, int place) {
    CategorySeries series =
        chart.addSeries(
            name,
            rows.stream().map(r -> r.arm().label()).toList(),
            rows.stream().map(r -> 100 * r.overall().mean()).toList(),
            rows.stream().map(r -> 100 * r.overall().deviation()).toList());
    series.setFillColor(ChartStyle.colour(place));
  }
}
