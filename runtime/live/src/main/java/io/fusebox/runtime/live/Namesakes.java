package io.fusebox.runtime.live;

import static io.fusebox.api.settings.Settings.require;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which files give a pipeline its name: {@code a.yaml} and {@code a.yml} are both called a. */
final class Namesakes {
  private final Map<String, TreeSet<Path>> files = new HashMap<>();

  /** Refuses a file of a pipeline whose name another file has too. */
  synchronized void requireOwnName(String name, Path file) {
    TreeSet<Path> all = files.computeIfAbsent(name, n -> new TreeSet<>());
    all.add(file);
    require(
        all.size() == 1,
        "%s and %s are both called %s; rename one of them"
            .formatted(all.first().getFileName(), all.last().getFileName(), name));
  }

  /** Forgets a file that has gone; what is left of its namesakes, if there is one. */
  synchronized Optional<Path> without(String name, Path file) {
    TreeSet<Path> all = files.getOrDefault(name, new TreeSet<>());
    all.remove(file);
    return all.stream().findFirst();
  }
}
