package io.fusebox.runtime.engine.plugins;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where in a plug-in's own code something was thrown. Its classes come from a bundle: from no
 * module of Java's, and not from the class loader that the host and its libraries come from.
 */
public final class PluginStackTrace {
  private static final String HOST = PluginStackTrace.class.getClassLoader().getName();
  private static final String CALL = PluginCall.class.getName();

  private PluginStackTrace() {}

  /** The exception and its place, in one line: {@code threw X: why at a.b.C.m(C.java:7)}. */
  public static String threw(Throwable thrown) {
    Throwable cause = thrown.getCause();
    boolean wrapped = thrown instanceof ExceptionInInitializerError && cause != null;
    Throwable why = wrapped ? requireNonNull(cause) : thrown;
    String what = why.toString().lines().findFirst().orElse("").strip();
    return "threw " + what + where(thrown).map(frame -> " at " + plain(frame)).orElse("");
  }

  /** The line of the plug-in's own code; of what caused it, if that gives one. */
  static Optional<StackTraceElement> where(Throwable thrown) {
    Optional<StackTraceElement> here = own(thrown);
    return thrown.getCause() == null ? here : where(thrown.getCause()).or(() -> here);
  }

  /**
   * The host calls the plug-in in a class of the plug-in's own; the innermost frame of that package
   * is nearer to the fault, and one of a library that the plug-in brings along is too far. Without
   * bundles, as in tests, the plug-in comes from where the host does.
   */
  private static Optional<StackTraceElement> own(Throwable thrown) {
    List<StackTraceElement> called = called(thrown.getStackTrace());
    List<StackTraceElement> bundles =
        called.stream().filter(f -> !Objects.equals(f.getClassLoaderName(), HOST)).toList();
    if (bundles.isEmpty()) {
      return called.stream().filter(f -> f.getClassName().startsWith("io.fusebox.")).findFirst();
    }
    String own = packageOf(bundles.get(bundles.size() - 1));
    return bundles.stream().filter(frame -> packageOf(frame).equals(own)).findFirst();
  }

  /** The frames within the call, the innermost first, but for Java's own. */
  private static List<StackTraceElement> called(StackTraceElement[] trace) {
    return Arrays.stream(trace)
        .takeWhile(frame -> !frame.getClassName().equals(CALL))
        .filter(frame -> frame.getModuleName() == null)
        .toList();
  }

  private static String packageOf(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  /** Without the names of class loaders and modules. */
  private static String plain(StackTraceElement frame) {
    return "%s.%s(%s%s)"
        .formatted(
            frame.getClassName(),
            frame.getMethodName(),
            Objects.requireNonNullElse(frame.getFileName(), "unknown source"),
            frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "");
  }
}
