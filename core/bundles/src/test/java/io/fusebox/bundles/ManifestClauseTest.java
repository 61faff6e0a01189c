package io.fusebox.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestClauseTest {
  @Test
  void commas_and_semicolons_in_quotes_separate_nothing() {
    List<ManifestClause> clauses =
        ManifestClause.parse("a.b;version=\"[1,2)\";uses:=\"x,y;z\",c;resolution:=optional");
    assertEquals(List.of("a.b", "c"), clauses.stream().map(ManifestClause::name).toList());
    assertEquals("[1,2)", clauses.get(0).get("version"));
    assertEquals("x,y;z", clauses.get(0).get("uses:"));
    assertTrue(clauses.get(1).isOptional());
  }

  @Test
  void names_share_the_parameters_behind_them() {
    List<ManifestClause> clauses = ManifestClause.parse("a; b; version:Version=3");
    assertEquals(List.of("a", "b"), clauses.stream().map(ManifestClause::name).toList());
    clauses.forEach(clause -> assertEquals("3", clause.get("version")));
  }

  @Test
  void a_header_that_is_not_there_has_no_clauses() {
    assertEquals(List.of(), ManifestClause.parse(null));
    assertEquals(List.of(), ManifestClause.parse(" "));
  }
}
