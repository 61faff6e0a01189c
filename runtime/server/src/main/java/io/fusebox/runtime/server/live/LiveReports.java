package io.fusebox.runtime.server.live;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.runtime.server.system.ReportCatalog;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The reports below a folder, each {@code NAME/report.html}. */
record LiveReports(Path folder) implements ReportCatalog {
  private static final String PAGE = "report.html";
  private static final long MAX_BYTES = 64L << 20;

  @Override
  public List<Report> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(each -> Files.isRegularFile(each.resolve(PAGE)))
          .map(LiveReports::report)
          .sorted(Comparator.comparing(Report::modified).reversed())
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static Report report(Path each) {
    try {
      String modified = Files.getLastModifiedTime(each.resolve(PAGE)).toInstant().toString();
      return new Report(each.getFileName().toString(), modified);
    } catch (IOException e) {
      throw unreadable(each, e);
    }
  }

  private static FuseboxException unreadable(Path path, IOException e) {
    return new FuseboxException("%s cannot be read: %s".formatted(path, IoErrorMessage.of(e)), e);
  }

  /** Only a name that is listed leads to a file. */
  @Override
  public byte[] page(String name) {
    List<String> names = all().stream().map(Report::name).toList();
    if (!names.contains(name)) {
      throw new NotFound(NameSuggestions.unknown("report", name, names, ""));
    }
    return JsonFile.readBytes(folder.resolve(name).resolve(PAGE), MAX_BYTES);
  }
}
