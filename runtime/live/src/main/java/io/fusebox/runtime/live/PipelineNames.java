package io.fusebox.runtime.live;

import static io.fusebox.api.settings.Settings.require;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which files give a pipeline its name: {@code a.yaml} and {@code a.yml} are both called a. The
 * workspace's own come before those of the installation.
 */
final class PipelineNames {
  private final Map<String, TreeSet<Path>> files = new HashMap<>();
  private final Predicate<Path> own;

  /**
   * @param own whether a file lies in the workspace
   */
  PipelineNames(Predicate<Path> own) {
    this.own = own;
  }

  /**
   * Whether a pipeline is read from this file; it is not when the workspace has one of its name.
   *
   * @throws io.fusebox.api.FuseboxException when another file in the same place has the name too
   */
  synchronized boolean isFirst(String name, Path file) {
    TreeSet<Path> all = files.computeIfAbsent(name, n -> new TreeSet<>());
    all.add(file);
    List<Path> same = all.stream().filter(f -> own.test(f) == own.test(file)).toList();
    boolean first = own.test(file) || same.size() == all.size();
    require(
        !first || same.size() == 1,
        "%s and %s are both called %s; rename one of them"
            .formatted(same.get(0).getFileName(), same.get(same.size() - 1).getFileName(), name));
    return first;
  }

  /** Forgets a file that has gone; of those that are left the one to be read, if there is any. */
  synchronized Optional<Path> without(String name, Path file) {
    files.getOrDefault(name, new TreeSet<>()).remove(file);
    return first(name);
  }

  /** The file that a pipeline is read from, if there is any. */
  synchronized Optional<Path> first(String name) {
    TreeSet<Path> all = files.getOrDefault(name, new TreeSet<>());
    return all.stream().filter(own).findFirst().or(() -> all.stream().findFirst());
  }
}
