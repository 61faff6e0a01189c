package io.fusebox.runtime.launcher.scaffold;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes a Maven project for a new plug-in: the files of {@code plugin}, which every kind has, and
 * those of its kind, with {@code @id@}, {@code @group@}, {@code @package@}, {@code @path@},
 * {@code @Type@}, {@code @version@} and {@code @repository@} filled in, in names as in text.
 *
 * @param folder holds a folder for each kind, and {@code plugin}
 * @param version of Fusebox, that the project is built against
 * @param repository the Maven repository that has this Fusebox
 */
public record PluginTemplates(Path folder, String version, Path repository) {
  private static final String EVERY_KIND = "plugin";

  /**
   * Writes the project into a new folder, whole or not at all.
   *
   * @throws FuseboxException when there is such a folder already, or it cannot be written
   */
  public void write(PluginKind kind, PluginName name, Path project) {
    require(
        Files.notExists(project),
        "%s is there already; take another name, or move it away".formatted(project));
    Map<String, String> files = new TreeMap<>();
    for (String part : List.of(EVERY_KIND, kind.toString())) {
      files.putAll(read(folder.resolve(part), name));
    }
    write(files, project);
  }

  private Map<String, String> read(Path part, PluginName name) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(part)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        requireFree(name, text);
        files.put(fill(part.relativize(file).toString(), name), fill(text, name));
      }
      return files;
    } catch (IOException e) {
      throw new FuseboxException(
          "the templates in %s cannot be read: %s".formatted(part, IoErrorMessage.of(e)), e);
    }
  }

  /** A class of a name that its own text uses for another would not compile. */
  private static void requireFree(PluginName name, String text) {
    require(
        Stream.of(text.split("\\W+")).noneMatch(name.type()::equals),
        "the name '%s' would give a class %s, which means something else there: take another name"
            .formatted(name.id(), name.type()));
  }

  private String fill(String text, PluginName name) {
    return text.replace("@id@", name.id())
        .replace("@group@", name.group())
        .replace("@package@", name.javaPackage())
        .replace("@path@", name.javaPackage().replace('.', '/'))
        .replace("@Type@", name.type())
        .replace("@version@", version)
        .replace("@repository@", xml(url(repository)));
  }

  /**
   * As Maven reads it: it takes a sequence like {@code %C3%BC} for two characters, and any other
   * character for itself, but for those of its properties, <code>${name}</code>.
   */
  private static String url(Path folder) {
    return "file://" + folder.toAbsolutePath().toString().replace("%", "%25").replace("{", "%7B");
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static void write(Map<String, String> files, Path project) {
    Path whole = project.toAbsolutePath().normalize();
    Path unfinished = whole.resolveSibling("." + whole.getFileName() + ".unfinished");
    try {
      delete(unfinished); // An earlier attempt may have been killed.
      files.forEach(
          (file, text) ->
              AtomicFile.write(unfinished.resolve(file), text.getBytes(StandardCharsets.UTF_8)));
      Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new FuseboxException("cannot write %s: %s".formatted(whole, IoErrorMessage.of(e)), e);
    } catch (FuseboxException e) {
      deleteQuietly(unfinished);
      throw e;
    }
  }

  private static void deleteQuietly(Path unfinished) {
    try {
      delete(unfinished);
    } catch (IOException e) {
      // The reason why the write failed says more than this one would.
    }
  }

  private static void delete(Path unfinished) throws IOException {
    if (Files.exists(unfinished)) {
      try (Stream<Path> all = Files.walk(unfinished)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
