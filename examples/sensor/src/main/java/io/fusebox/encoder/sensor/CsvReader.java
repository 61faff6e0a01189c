package io.fusebox.encoder.sensor;

import static io.fusebox.api.settings.Settings.require;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads numbers from comma-separated lines, of equal steps of time; a first line that holds no
 * number is a heading.
 */
record CsvReader(int columns) {
  /** Hours of readings; far more than anyone resamples to a few hundred. */
  static final int MAX_BYTES = 16 << 20;

  private static final int SHOWN = 40;

  /** One array of {@code columns} finite numbers for each row, and at least two rows. */
  List<float[]> read(byte[] file) {
    require(
        file.length <= MAX_BYTES,
        "the CSV file has %d bytes, but at most %d are read: cut it into shorter ones"
            .formatted(file.length, MAX_BYTES));
    List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !(i == 0 && isHeading(line))) {
        rows.add(row(line, i + 1));
      }
    }
    require(rows.size() > 1, "a series needs two rows of numbers or more, found " + rows.size());
    return rows;
  }

  private boolean isHeading(String line) {
    return Arrays.stream(line.split(",", columns + 1)).noneMatch(c -> Float.isFinite(number(c)));
  }

  private float[] row(String line, int number) {
    String[] cells = line.split(",", columns + 1);
    float[] row = new float[cells.length];
    boolean good = cells.length == columns;
    for (int i = 0; i < cells.length; i++) {
      row[i] = number(cells[i]);
      good &= Float.isFinite(row[i]);
    }
    require(
        good,
        "line %d of the CSV file must hold %d numbers, as the setting 'channels' says, found '%s'"
            .formatted(number, columns, line.substring(0, Math.min(SHOWN, line.length()))));
    return row;
  }

  /** NaN for what is no number. */
  private static float number(String cell) {
    try {
      return Float.parseFloat(cell.strip());
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }
}
