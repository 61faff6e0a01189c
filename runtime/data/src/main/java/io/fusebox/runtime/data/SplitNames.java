package io.fusebox.runtime.data;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat;
import java.nio.file.Path;
import java.util.Collection;

/** Words for a split that is not there. */
final class SplitNames {
  private SplitNames() {}

  /** The split was not found, or none was named where there are several. */
  static FuseboxException unknown(DataFormat.Source source, Collection<?> found) {
    return source.unknownSplit(found.stream().map(SplitNames::name).toList());
  }

  private static String name(Object found) {
    return found instanceof Path path ? path.getFileName().toString() : found.toString();
  }
}
