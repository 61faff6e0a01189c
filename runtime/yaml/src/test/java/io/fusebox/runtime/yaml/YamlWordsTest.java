package io.fusebox.runtime.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error in a YAML file, reported with its place and in our own words. */
class YamlWordsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "plm: &x [*x]                    |1:6|holds itself",
        "plm: &x {a: {b: *x}}            |1:6|holds itself",
        "plm: *nobody                    |1:6|*nobody names nothing",
        "plm: !!java.net.URL ['http://a']|1:6|only plain values",
        "plm: !mine a                    |1:6|only plain values",
        "plm: !!binary aGVsbG8=          |1:6|only plain values",
        "plm: !!set {a, b}               |1:6|only plain values",
        "plm: !!int x                    |1:1|not of the kind that its tag",
        "plm: 010                        |1:6|found 010, which YAML does not read as it stands",
        "plm: 1:30                       |1:6|found 1:30, which YAML",
        "plm: 0x10                       |1:6|found 0x10, which YAML",
        "plm: 1_0                        |1:6|found 1_0, which YAML",
        "plm: 2001-01-01                 |1:6|a date; put it in quotes",
        "plm: a: b                       |1:7|a second ': '",
        "plm: a\\n\\tx: b                |2:1|a tab; indent with spaces",
        "plm: [a                         |1:8|not closed",
        "plm: 'a                         |1:8|not closed",
        "plm: @a                         |1:6|cannot begin with '@'",
        "plm: a\\n---\\nplm: b            |2:1|a second document",
        "plm: a\\nplm: b                 |2:1|duplicate key 'plm'",
        "? [a]\\n: b                     |1:3|a key must be a plain text",
        "plm: {<<: 5}                    |1:11|merges maps alone",
        "plm: \\u0007                    |1:6|control character U+0007",
      })
  void damageIsToldWithItsPlace(String yaml, String place, String words) throws IOException {
    String text = yaml.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0007", "\u0007");
    refused(text.getBytes(StandardCharsets.UTF_8), ":" + place + ": no readable YAML: ", words);
  }

  @Test
  void aliasesOfAliasesDoNotMultiply() throws IOException {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      laughs.append("a%d: &a%d [".formatted(i, i)).append(("*a" + (i - 1) + ", ").repeat(9));
      laughs.append("x]\n");
    }
    refused(laughs.toString().getBytes(StandardCharsets.UTF_8), ":", "more than 20000 values");
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    refused("[".repeat(100_000).getBytes(StandardCharsets.UTF_8), ":", "nested deeper");
  }

  @Test
  void textOfAnotherEncodingIsRefusedWithItsPlace() throws IOException {
    refused("a: b\nplm: \u00e4".getBytes(StandardCharsets.ISO_8859_1), ":2:6: ", "not UTF-8");
    refused("plm: a".getBytes(StandardCharsets.UTF_16), ":1:1: ", "not UTF-8");
  }

  @Test
  void aByteOrderMarkIsPassedOver() throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), "\ufeffplm: a\n");
    assertEquals("a", new YamlFile(file, "pipeline").root(Set.of("plm")).get("plm"));
  }

  @Test
  void whatHoldsNothingOrIsNoFileIsRefused() throws IOException {
    refused(new byte[0], "p.yaml", "found nothing");
    refused("# a comment\n".getBytes(StandardCharsets.UTF_8), "p.yaml", "found nothing");
    refused("- a".getBytes(StandardCharsets.UTF_8), "p.yaml", "must hold 'key: value' lines");
    refused(new byte[300_000], "p.yaml", "is it the right file?");
    Files.delete(folder.resolve("p.yaml"));
    Files.createDirectory(folder.resolve("p.yaml"));
    String message = message();
    assertTrue(message.contains("it is a folder"), message);
  }

  private void refused(byte[] yaml, String place, String words) throws IOException {
    Files.write(folder.resolve("p.yaml"), yaml);
    String message = message();
    assertTrue(message.contains(place) && message.contains(words), message);
    assertTrue(message.contains("p.yaml") && message.lines().count() == 1, message);
  }

  private String message() {
    YamlFile file = new YamlFile(folder.resolve("p.yaml"), "pipeline");
    return assertThrows(FuseboxException.class, () -> file.root(Set.of("plm"))).getMessage();
  }
}
