package io.fusebox.runtime.experiments.report;

import io.fusebox.runtime.experiments.ResultRow;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** Accuracy against trainable parameters; what trains nothing has no place there. */
final class AccuracyByParameters {
  private AccuracyByParameters() {}

  static String of(List<ResultRow> rows, int shots) {
    XYChart chart =
        new XYChartBuilder()
            .width(ChartStyle.WIDTH)
            .height(ChartStyle.height(rows.size()))
            .xAxisTitle("trainable parameters")
            .yAxisTitle("accuracy, %")
            .build();
    ChartStyle.apply(chart.getStyler());
    List<ResultRow> trained = rows.stream().filter(r -> r.trainable() > 0).toList();
    chart
        .getStyler()
        .setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
        .setXAxisLogarithmic(true)
        .setXAxisDecimalPattern("#,##0")
        .setErrorBarsColorSeriesColor(true)
        .setXAxisMin(
            decade(trained.stream().mapToLong(ResultRow::trainable).min().orElse(1), false))
        .setXAxisMax(
            decade(trained.stream().mapToLong(ResultRow::trainable).max().orElse(1), true));
    for (int i = 0; i < trained.size(); i++) {
      add(chart, trained.get(i), i);
    }
    return Svg.of(chart, "Accuracy against trainable parameters, " + ReportText.shots(shots));
  }

  private static void add(XYChart chart, ResultRow row, int place) {
    XYSeries series =
        chart.addSeries(
            row.arm().label(),
            new double[] {row.trainable()},
            new double[] {100 * row.overall().mean()},
            new double[] {100 * row.overall().deviation()});
    series.setMarker(ChartStyle.marker(place)).setMarkerColor(ChartStyle.colour(place));
    series.setLineColor(ChartStyle.colour(place));
  }

  /** The power of ten beyond {@code count}. */
  private static double decade(long count, boolean up) {
    double exponent = Math.log10(count);
    return Math.pow(10, up ? Math.floor(exponent) + 1 : Math.ceil(exponent) - 1);
  }
}
