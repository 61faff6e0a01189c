package io.fusebox.runtime.spark;

import io.fusebox.runtime.isolated.BatchFusebox;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * The libraries of an installed Fusebox, apart from Spark's: each has its own versions of Jackson
 * and others. They share Java, the few types in which they talk, and SLF4J, so that there is one
 * log.
 */
final class FuseboxClassLoader extends URLClassLoader {
  private static final String SHARED = BatchFusebox.class.getPackageName();

  static {
    registerAsParallelCapable();
  }

  FuseboxClassLoader(URL[] jars) {
    super("fusebox", jars, ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    return isShared(name)
        ? FuseboxClassLoader.class.getClassLoader().loadClass(name)
        : super.findClass(name);
  }

  private static boolean isShared(String name) {
    return name.startsWith("org.slf4j.")
        || name.startsWith(SHARED) && name.lastIndexOf('.') == SHARED.length();
  }
}
