package io.fusebox.runtime.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/contract.md} lists the types of the contract: all that are public, and no other. */
class ContractPageTest {
  private static final Path PAGE = Path.of("../../docs/contract.md");
  private static final Pattern ROW = Pattern.compile("^\\| `([\\w.]+)` \\| ", Pattern.MULTILINE);

  @Test
  void thePageListsEachPublicTypeOfTheContractOnce() throws IOException {
    List<String> listed = rows(Files.readString(PAGE));
    List<String> types =
        HouseTest.contract().stream()
            .map(name -> name.substring("io.fusebox.api.".length()))
            .toList();
    assertTrue(types.size() > 15, types::toString);
    assertEquals(types, listed.stream().sorted().toList(), "add or remove rows of " + PAGE);
    assertEquals(new TreeSet<>(listed).size(), listed.size());
  }

  @Test
  void theMostImportantFifteenComeFirst() throws IOException {
    String first = Files.readString(PAGE).split("\n## ")[1];
    assertEquals(15, rows(first).size(), first);
  }

  private static List<String> rows(String page) {
    return ROW.matcher(page).results().map(row -> row.group(1)).toList();
  }
}
