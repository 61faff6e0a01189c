package io.fusebox.runtime.selfcheck;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environment as native code of this process sees it. Java's own is a copy from its start, so
 * that children of this process do not inherit what is set here.
 */
final class NativeEnvironment {
  private static final Logger LOG = LoggerFactory.getLogger(NativeEnvironment.class);
  private static final int OVERWRITE = 1;

  /**
   * Sets variables for what has not read them yet. Where that cannot be done (Windows has no such
   * function, or there is no folder for JNA's library) they stay as they are.
   */
  void set(Map<String, String> variables) {
    try {
      variables.forEach(
          (name, value) -> function("setenv").invokeInt(new Object[] {name, value, OVERWRITE}));
    } catch (LinkageError e) {
      LOG.debug("the environment cannot be changed", e);
    }
  }

  /** A variable's value, or null. */
  String get(String name) {
    try {
      return function("getenv").invokeString(new Object[] {name}, false);
    } catch (LinkageError e) {
      return System.getenv(name);
    }
  }

  private static Function function(String name) {
    return NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction(name);
  }
}
