package io.fusebox.runtime.host;

import com.google.inject.CreationException;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.plugins.PluginStackTrace;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;

/** Why a bundle does not start, in the words of its author, not in those of OSGi or Guice. */
final class StartFailure {
  private StartFailure() {}

  static FuseboxException of(BundleException failure) {
    Throwable why = reason(failure);
    return new FuseboxException("it does not start: " + words(why), why);
  }

  /** The cause below the wrappers of the framework, the injector and Java. */
  private static Throwable reason(Throwable thrown) {
    boolean wrapper =
        thrown instanceof BundleException
            || thrown instanceof CreationException
            || thrown instanceof ExceptionInInitializerError;
    return wrapper && thrown.getCause() != null ? reason(thrown.getCause()) : thrown;
  }

  private static @Nullable String words(Throwable why) {
    if (why instanceof FuseboxException) {
      return why.getMessage();
    } else if (why instanceof CreationException several) {
      return several.getErrorMessages().stream()
          .map(message -> firstLine(message.getMessage()))
          .collect(Collectors.joining("; "));
    } else if (why instanceof UnsupportedClassVersionError) {
      return "it was built for a newer version of Java than the %d here (%s); build it with maven.compiler.release %1$d"
          .formatted(Runtime.version().feature(), firstLine(String.valueOf(why.getMessage())));
    } else if (why instanceof NoClassDefFoundError || why instanceof ClassNotFoundException) {
      return "the class %s is neither in the jar nor in Fusebox; if a library has it, embed that: see docs/writing-a-plugin.md, 'A library'"
          .formatted(name(firstLine(String.valueOf(why.getMessage()))));
    } else if (why instanceof BundleException) {
      return firstLine(String.valueOf(why.getMessage()));
    }
    return "it " + PluginStackTrace.threw(why);
  }

  /** Java and the framework write more around a class's name; it comes first. */
  private static String name(String message) {
    return message.split(" ")[0].replace('/', '.');
  }

  private static String firstLine(@Nullable String message) {
    return String.valueOf(message).lines().findFirst().orElse("").strip();
  }
}
