package io.fusebox.runtime.server.system;

import java.util.List;

/** The reports that comparisons have left in the workspace. */
public interface ReportCatalog {
  /**
   * A report.
   *
   * @param modified when it was written, as ISO-8601
   */
  record Report(String name, String modified) {}

  /** All of them, newest first. */
  List<Report> all();

  /**
   * A report's page, HTML that needs nothing else.
   *
   * @throws io.fusebox.api.FuseboxException.NotFound when there is none of this name
   */
  byte[] page(String name);
}
