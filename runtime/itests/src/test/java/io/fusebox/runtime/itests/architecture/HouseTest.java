package io.fusebox.runtime.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Modules that one can hold in mind, and a contract that one can see. */
class HouseTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final int MOST_LINES = 5000;
  private static final int MOST_TYPES = 40;

  @Test
  void noModuleIsTooLargeToHoldInMind() throws IOException {
    Map<Path, Long> lines = new TreeMap<>();
    for (Path file : sources()) {
      Path inside = ROOT.relativize(file);
      lines.merge(inside.subpath(0, index(inside, "src")), lines(file), Long::sum);
    }
    assertTrue(lines.size() > 20, lines::toString);
    assertEquals(
        Map.of(),
        lines.entrySet().stream()
            .filter(e -> e.getValue() > MOST_LINES)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Test
  void theContractHasFewTypes() {
    List<String> types = contract();
    assertTrue(types.contains("io.fusebox.api.encoder.ModalityEncoder"), types::toString);
    assertTrue(types.size() <= MOST_TYPES, () -> types.size() + " types: " + types);
  }

  /** The names of all public types of the contract that are not nested, sorted. */
  static List<String> contract() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.fusebox.api")
            .stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(JavaClass::isTopLevelClass)
            .map(JavaClass::getName)
            .sorted()
            .toList();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> !file.toString().contains("/target/"))
          .filter(file -> !file.toString().contains("/src/main/dist/"))
          .toList();
    }
  }

  private static int index(Path path, String name) {
    for (int i = 0; i < path.getNameCount(); i++) {
      if (path.getName(i).toString().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(path + " has no part " + name);
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
