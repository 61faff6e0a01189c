package io.fusebox.runtime.live;

import io.fusebox.api.FuseboxException.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A pipeline cannot run yet: something that it needs is not there. */
final class MissingRequirementException extends Unavailable {
  private static final long serialVersionUID = 1L;

  private final transient List<Requirement> needs;

  /**
   * Something that is missing.
   *
   * @param what in words
   * @param file where it is expected, when it is a file or a folder
   */
  record Requirement(String what, Optional<Path> file) {
    Requirement(String what) {
      this(what, Optional.empty());
    }
  }

  MissingRequirementException(List<Requirement> needs) {
    super(
        "it waits for " + needs.stream().map(Requirement::what).collect(Collectors.joining(", ")));
    this.needs = List.copyOf(needs);
  }

  /** Whether one of the files has come; of plug-ins the host is notified. */
  boolean hasCome() {
    return needs.stream().anyMatch(n -> n.file().filter(Files::exists).isPresent());
  }
}
