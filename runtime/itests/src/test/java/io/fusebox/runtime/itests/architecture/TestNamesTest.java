package io.fusebox.runtime.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Test methods are named as all other methods are, those of the templates included. */
class TestNamesTest {
  @Test
  void testMethodsAreNamedInCamelCase() throws IOException {
    List<TestMethod> methods =
        TestMethod.in(Sources.files(file -> file.toString().endsWith(".java")));
    assertTrue(methods.size() > 500, () -> "found only " + methods.size());
    List<TestMethod> others = methods.stream().filter(TestNamesTest::isMisnamed).toList();
    assertEquals(List.of(), others, "write aMissingFileIsNamed, not a_missing_file_is_named");
  }

  @Test
  void otherStylesAreSeen() {
    assertTrue(isMisnamed(new TestMethod("A.java", "a_missing_file")));
    assertTrue(isMisnamed(new TestMethod("A.java", "Missing")));
  }

  private static boolean isMisnamed(TestMethod method) {
    return !method.name().matches("[a-z][a-zA-Z0-9]*");
  }
}
