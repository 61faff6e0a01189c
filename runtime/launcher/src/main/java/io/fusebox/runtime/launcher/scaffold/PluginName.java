package io.fusebox.runtime.launcher.scaffold;

import static io.fusebox.api.settings.Settings.require;

import java.util.Arrays;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * The names of a new plug-in.
 *
 * @param id by which a pipeline asks for it, for instance {@code mean-colour}
 * @param group the Maven group, and the beginning of the Java package
 */
public record PluginName(String id, String group) {
  private static final int LONGEST = 32;

  public PluginName {
    require(
        id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") && id.length() <= LONGEST,
        "a plug-in's name must be lower-case letters, digits and '-' between them, a letter first, at most %d in all, found '%s'"
            .formatted(LONGEST, id));
    require(
        SourceVersion.isName(javaPackage(id, group)),
        "'%s' is not a name for a Java package: take another name or --group"
            .formatted(javaPackage(id, group)));
  }

  /** For instance {@code com.example.meancolour}. */
  public String javaPackage() {
    return javaPackage(id, group);
  }

  private static String javaPackage(String id, String group) {
    return group + "." + id.replace("-", "");
  }

  /** The class, for instance {@code MeanColour}. */
  public String type() {
    return Arrays.stream(id.split("-"))
        .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
        .collect(Collectors.joining());
  }
}
