package io.fusebox.runtime.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.runtime.host.FuseboxHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the distribution says of the libraries that it ships. */
class NoticeTest {
  private static final Path ROOT = FuseboxHome.current().root();

  /** A library's name, version and licence. */
  private static final Pattern ROW =
      Pattern.compile("^ {4}(\\S+) {2,}(\\S+) {2,}(\\S.*)$", Pattern.MULTILINE);

  private static final Pattern PLATFORM = Pattern.compile("-(linux|osx|macosx|win|windows)-\\w+$");

  @Test
  void everyJarInLibIsInNoticeAndNothingElseIs() throws IOException {
    Set<String> shipped = jars();
    shipped.removeIf(jar -> jar.startsWith("fusebox-"));
    assertFalse(shipped.isEmpty());
    assertEquals(
        shipped,
        ROW.matcher(Files.readString(ROOT.resolve("NOTICE")))
            .results()
            .map(row -> row.group(1) + "-" + row.group(2))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void everyJarInLibIsInTheSbom() throws IOException {
    JsonNode sbom = new ObjectMapper().readTree(ROOT.resolve("sbom.json").toFile());
    Set<String> listed =
        StreamSupport.stream(sbom.get("components").spliterator(), false)
            .map(each -> each.get("name").asText() + "-" + each.get("version").asText())
            .collect(Collectors.toSet());
    assertTrue(listed.containsAll(jars()), () -> "sbom.json lists only " + listed);
  }

  @Test
  void textsOfTheLicencesOfFfmpegAreShipped() throws IOException {
    for (String text : List.of("LGPL-3.0.txt", "GPL-3.0.txt")) {
      String name = "licenses/" + text;
      assertTrue(Files.readString(ROOT.resolve("NOTICE")).contains(name), name);
      assertTrue(Files.readString(ROOT.resolve(name)).contains("Version 3, 29 June 2007"), name);
    }
  }

  /** The jars in lib, as NAME-VERSION. */
  private static Set<String> jars() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("lib"))) {
      return files
          .map(file -> file.getFileName().toString())
          .map(name -> name.substring(0, name.length() - ".jar".length()))
          .map(name -> PLATFORM.matcher(name).replaceFirst(""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
