package io.fusebox.bundles;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.plugin.Plugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes of a jar that are annotated with {@link Plugin}. Two that give one id are one line of
 * the manifest: which of them is started would be chance.
 */
public final class PluginClasses {
  /** How a class file names the annotation: a constant of its own. */
  private static final String CONSTANT = constant(Plugin.class.descriptorString());

  private PluginClasses() {}

  /** A UTF-8 constant: its tag, its length in two bytes, its text. */
  private static String constant(String text) {
    return "\u0001" + (char) (text.length() >> 8) + (char) (text.length() & 0xff) + text;
  }

  /** Whether the bytes of a class file name the annotation. */
  public static boolean isAnnotated(byte[] classFile) {
    return new String(classFile, StandardCharsets.ISO_8859_1).contains(CONSTANT);
  }

  /** Those in a folder of classes, as {@code a/b/C.class}. */
  public static List<String> in(Path folder) throws IOException {
    List<String> annotated = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        if (isAnnotated(Files.readAllBytes(file))) {
          annotated.add(folder.relativize(file).toString().replace('\\', '/'));
        }
      }
    }
    return annotated;
  }

  /**
   * Refuses a jar with more than one.
   *
   * @param files the class files that are annotated
   */
  public static void requireOne(Collection<String> files) {
    require(
        files.size() <= 1,
        "%d of its classes are annotated with @Plugin (%s); make it one jar for each plug-in"
            .formatted(
                files.size(),
                String.join(
                    ", ",
                    files.stream()
                        .map(f -> f.replaceAll("\\.class$", "").replace('/', '.'))
                        .sorted()
                        .toList())));
  }
}
