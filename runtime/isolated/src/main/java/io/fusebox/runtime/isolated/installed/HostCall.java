package io.fusebox.runtime.isolated.installed;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.isolated.BatchException;
import java.util.function.Supplier;

/**
 * A call from a program with another class path: libraries that look for services find those of
 * Fusebox, and no exception of a class that the program does not know leaves it.
 */
final class HostCall {
  private HostCall() {}

  static <T> T of(Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(HostCall.class.getClassLoader());
    try {
      return work.get();
    } catch (FuseboxException e) {
      throw new BatchException(e.getMessage(), e.getStackTrace());
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
