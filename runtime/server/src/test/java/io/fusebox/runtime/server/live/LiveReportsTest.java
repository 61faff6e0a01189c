package io.fusebox.runtime.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.runtime.server.system.ReportCatalog.Report;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveReportsTest {
  @TempDir Path folder;

  private void report(String name, String time) throws Exception {
    Path page = Files.createDirectories(folder.resolve(name)).resolve("report.html");
    Files.writeString(page, "<p>" + name);
    Files.setLastModifiedTime(page, FileTime.from(Instant.parse(time)));
  }

  @Test
  void reportsAreListedNewestFirst() throws Exception {
    report("old", "2026-01-01T00:00:00Z");
    report("new", "2026-02-01T00:00:00Z");
    Files.createDirectories(folder.resolve("unfinished"));
    List<Report> all = new LiveReports(folder).all();
    assertEquals(List.of("new", "old"), all.stream().map(Report::name).toList());
    assertEquals("2026-02-01T00:00:00Z", all.get(0).modified());
    assertEquals("<p>new", new String(new LiveReports(folder).page("new"), StandardCharsets.UTF_8));
  }

  @Test
  void noNameLeadsOutOfTheFolder() throws Exception {
    report("reports/inner", "2026-01-01T00:00:00Z");
    report("secret", "2026-01-01T00:00:00Z");
    LiveReports reports = new LiveReports(folder.resolve("reports"));
    assertThrows(NotFound.class, () -> reports.page("../secret"));
    assertThrows(NotFound.class, () -> reports.page(folder.resolve("secret").toString()));
    assertTrue(new LiveReports(folder.resolve("nowhere")).all().isEmpty());
  }
}
