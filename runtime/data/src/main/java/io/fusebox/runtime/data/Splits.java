package io.fusebox.runtime.data;

import io.fusebox.api.FuseboxException;
import java.nio.file.Path;
import java.util.Collection;

/** Words for a split that is not there. */
final class Splits {
  private Splits() {}

  /** The split was not found, or none was named where there are several. */
  static FuseboxException unknown(Source source, Collection<?> found) {
    return new FuseboxException(
        source
            .split()
            .map(s -> "%s has no split '%s'; found %s".formatted(source.path(), s, names(found)))
            .orElse(
                "%s holds several splits: %s; say which one"
                    .formatted(source.path(), names(found))));
  }

  private static String names(Collection<?> found) {
    return String.join(", ", found.stream().map(Splits::name).sorted().toList());
  }

  private static String name(Object found) {
    return found instanceof Path path ? path.getFileName().toString() : found.toString();
  }
}
