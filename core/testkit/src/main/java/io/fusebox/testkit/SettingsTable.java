package io.fusebox.testkit;

import io.fusebox.api.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of settings in a plug-in's README: {@code | key | default | description |} and a row
 * for each setting in the order of the record; {@code required} where there is no default.
 */
public final class SettingsTable {
  private static final String HEAD = "| key | default | description |";

  private SettingsTable() {}

  /** One setting; the default is {@code required} if there is none. */
  public record Row(String key, String defaultValue) {
    static Row of(Settings.SettingInfo setting) {
      return new Row(
          setting.name(), setting.defaultValue().isEmpty() ? "required" : setting.defaultValue());
    }
  }

  /** The rows of the table; none when there is no table. Every setting must be described. */
  public static List<Row> read(Path readme) throws IOException {
    List<String> lines = Files.readAllLines(readme);
    List<Row> rows = new ArrayList<>();
    int head = lines.indexOf(HEAD);
    for (int i = head + 2; head >= 0 && i < lines.size() && lines.get(i).startsWith("|"); i++) {
      rows.add(row(lines.get(i)));
    }
    return rows;
  }

  /** Refuses a README whose table is not that of these settings, and says which rows are wrong. */
  static void requireEqual(Path readme, List<Settings.SettingInfo> settings) throws IOException {
    List<Row> expected = settings.stream().map(Row::of).toList();
    List<Row> found = read(readme);
    List<String> wrong = new ArrayList<>();
    for (Row row : expected) {
      Optional<Row> there = found.stream().filter(r -> r.key.equals(row.key)).findFirst();
      if (there.isEmpty()) {
        wrong.add("there is no row | `%s` | %s | ... |".formatted(row.key, row.defaultValue));
      } else if (!there.get().equals(row)) {
        wrong.add(
            "the default of `%s` is %s, the table says %s"
                .formatted(row.key, row.defaultValue, there.get().defaultValue));
      }
    }
    List<String> keys = expected.stream().map(Row::key).toList();
    found.stream()
        .filter(row -> !keys.contains(row.key))
        .forEach(row -> wrong.add("there is no setting `%s`".formatted(row.key)));
    if (wrong.isEmpty() && !found.equals(expected)) {
      wrong.add("the rows are to come in the order " + keys);
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError(
          "the table of settings in %s is not that of the record: %s"
              .formatted(readme, String.join("; ", wrong)));
    }
  }

  private static Row row(String line) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 5 || cells[3].isBlank()) {
      throw new AssertionError("a row needs key, default and description: " + line);
    }
    return new Row(cells[1].replace("`", "").strip(), cells[2].replace("`", "").strip());
  }
}
