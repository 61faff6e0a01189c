package io.fusebox.testkit;

import io.fusebox.plugin.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of settings in a plug-in's README: {@code | key | default | description |} and a row
 * for each setting in the order of the record; {@code required} where there is no default.
 */
public final class SettingsTable {
  private static final String HEAD = "| key | default | description |";

  private SettingsTable() {}

  /** One setting; the default is {@code required} if there is none. */
  public record Row(String key, String defaultValue) {
    static Row of(Settings.Known setting) {
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

  private static Row row(String line) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 5 || cells[3].isBlank()) {
      throw new AssertionError("a row needs key, default and description: " + line);
    }
    return new Row(cells[1].replace("`", "").strip(), cells[2].replace("`", "").strip());
  }
}
