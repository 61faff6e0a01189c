package io.fusebox.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The jars of the class path, by the packages in them. */
final class Libraries {
  private Libraries() {}

  /** The names of the jars that hold these packages. */
  static Set<String> of(List<String> packages) {
    Set<String> jars = new TreeSet<>();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      for (String name : packages) {
        for (URL url : Collections.list(loader.getResources(name.replace('.', '/')))) {
          String[] path = url.getPath().split("!")[0].split("/");
          jars.add(path[path.length - 1]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jars;
  }
}
