package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.host.FuseboxHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip, unpacked where there are no sources. */
class ZipTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @TempDir Path folder;
  private FuseboxHome home;

  /** By {@code unzip}, as it keeps which files may be run; into a folder with an odd name. */
  @BeforeEach
  void unpack() throws Exception {
    Path odd = Files.createDirectory(folder.toRealPath().resolve("50% of <a> ${b} & ü"));
    try (Stream<Path> files = Files.list(FuseboxHome.current().root().getParent())) {
      List<Path> zips = files.filter(file -> file.toString().endsWith(".zip")).toList();
      assertEquals(1, zips.size(), zips::toString);
      String[] command = {"unzip", "-q", zips.get(0).toString(), "-d", odd.toString()};
      assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }
    try (Stream<Path> roots = Files.list(odd)) {
      home = new FuseboxHome(roots.findFirst().orElseThrow());
    }
  }

  @Test
  void itsReadmeCanBeFollowedInIt() throws Exception {
    String readme = Files.readString(home.root().resolve("README.md"));
    try (Walkthrough walk = new Walkthrough(home, folder.resolve("tools"))) {
      walk.follow(readme);
      assertTrue(walk.running().process().isAlive());
    }
    assertTrue(Files.exists(home.root().resolve("mean-colour/target/surefire-reports")));
    assertTrue(
        Files.exists(home.root().resolve("mean-colour/target/mean-colour-1.0.0-SNAPSHOT.jar")));
    linksOfItsDocumentsLeadSomewhere();
  }

  private void linksOfItsDocumentsLeadSomewhere() throws IOException {
    try (Stream<Path> files = Files.walk(home.root().resolve("docs"))) {
      List<Path> documents =
          Stream.concat(Stream.of(home.root().resolve("README.md")), files)
              .filter(file -> file.toString().endsWith(".md"))
              .toList();
      assertTrue(documents.size() > 10, documents::toString);
      for (Path document : documents) {
        for (MatchResult link : LINK.matcher(Files.readString(document)).results().toList()) {
          Path target = document.resolveSibling(link.group(1));
          assertTrue(Files.exists(target), () -> document + " names " + link.group(1));
        }
      }
    }
  }
}
