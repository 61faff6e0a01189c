package io.fusebox.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestClauseTest {
  @Test
  void commasAndSemicolonsInQuotesSeparateNothing() {
    List<ManifestClause> clauses =
        ManifestClause.parse("a.b;version=\"[1,2)\";uses:=\"x,y;z\",c;resolution:=optional");
    assertEquals(List.of("a.b", "c"), clauses.stream().map(ManifestClause::name).toList());
    assertEquals("[1,2)", clauses.get(0).get("version"));
    assertEquals("x,y;z", clauses.get(0).get("uses:"));
    assertTrue(clauses.get(1).isOptional());
  }

  @Test
  void namesShareTheParametersBehindThem() {
    List<ManifestClause> clauses = ManifestClause.parse("a; b; version:Version=3");
    assertEquals(List.of("a", "b"), clauses.stream().map(ManifestClause::name).toList());
    clauses.forEach(clause -> assertEquals("3", clause.get("version")));
  }

  @Test
  void aHeaderThatIsNotThereHasNoClauses() {
    assertEquals(List.of(), ManifestClause.parse(null));
    assertEquals(List.of(), ManifestClause.parse(" "));
  }
}
