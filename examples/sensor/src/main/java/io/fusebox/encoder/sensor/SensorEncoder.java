package io.fusebox.encoder.sensor;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.settings.Default;
import java.util.List;

/**
 * Readings of sensors over time: each window of time becomes its first Fourier coefficients. It has
 * no weights, so it needs no model folder.
 */
public record SensorEncoder(Config config) implements ModalityEncoder {

  /** The settings that a pipeline may give. */
  public record Config(
      @Default("1") int channels,
      @Default("8") int windows,
      @Default("16") int samples,
      @Default("3") int harmonics,
      @Default("1") double scale) {
    public Config {
      require(channels > 0 && channels <= 64, "channels must be 1 to 64, found " + channels);
      require(windows > 0 && windows <= 256, "windows must be 1 to 256, found " + windows);
      require(samples > 1 && samples <= 256, "samples must be 2 to 256, found " + samples);
      require(
          harmonics >= 0 && 2 * harmonics < samples,
          "harmonics must be 0 or more and less than half of samples, found " + harmonics);
      require(scale > 0 && Double.isFinite(scale), "scale must be positive, found " + scale);
    }
  }

  @Override
  public Modality modality() {
    return new Modality("sensor");
  }

  /** Of each channel: the mean, and a cosine and a sine for each harmonic. */
  @Override
  public long featureSize() {
    return (long) config.channels() * coefficients();
  }

  private int coefficients() {
    return 1 + 2 * config.harmonics();
  }

  /** A CSV file of any length {@code -> [channels, windows * samples]}. */
  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    List<float[]> rows = new CsvReader(config.channels()).read(file);
    int steps = config.windows() * config.samples();
    float[] series = new float[config.channels() * steps];
    for (int i = 0; i < series.length; i++) {
      series[i] = (float) (at(rows, i / steps, i % steps / (steps - 1.0)) / config.scale());
    }
    return tensor(manager, series, config.channels(), steps);
  }

  /** A channel at a moment between 0, the first row, and 1, the last, on the line between rows. */
  private static double at(List<float[]> rows, int channel, double moment) {
    double place = moment * (rows.size() - 1);
    int before = (int) place;
    double first = rows.get(before)[channel];
    double second = rows.get(Math.min(before + 1, rows.size() - 1))[channel];
    return first + (place - before) * (second - first);
  }

  /** {@code [b, channels, windows * samples] -> [b, windows, channels * coefficients]}. */
  @Override
  public NDArray encode(NDArray series) {
    long b = series.getShape().get(0);
    return series
        .reshape(b, config.channels(), config.windows(), config.samples())
        .matMul(waves(series.getManager())) // [b, channels, windows, coefficients]
        .transpose(0, 2, 1, 3)
        .reshape(b, config.windows(), featureSize());
  }

  /** {@code [samples, coefficients]}: what a window's samples are weighed with. */
  private NDArray waves(NDManager manager) {
    int n = config.samples();
    float[] waves = new float[n * coefficients()];
    for (int i = 0; i < waves.length; i++) {
      int column = i % coefficients();
      double angle = 2 * Math.PI * ((column + 1) / 2) * (i / coefficients()) / n;
      waves[i] = (float) ((column % 2 == 0 && column > 0 ? Math.sin(angle) : Math.cos(angle)) / n);
    }
    return tensor(manager, waves, n, coefficients());
  }

  private static NDArray tensor(NDManager manager, float[] values, long rows, long columns) {
    try (NDArray borrowed = manager.create(values, new Shape(rows, columns))) {
      return borrowed.duplicate(); // what create() gives may dangle
    }
  }
}
