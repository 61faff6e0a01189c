package io.fusebox.toolkit.files;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error in a JSON file, reported with its place and in our own words. */
class JsonWordsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\": 1                |1:8|ends before everything is closed",
        "{\"a\": 1, \"a\": 2}     |1:13|duplicate name 'a'",
        "{\"a\": yes}             |1:7|'yes', which is not a value",
        "{a: 1}                   |1:2|expected a name in double quotes",
        "{\"a\" 1}                |1:6|expected a ':'",
        "{\"a\": 1 2}             |1:9|expected a ','",
        "{\"a\": 1]               |1:8|closes nothing",
        "{\"a\": 1} {}            |1:10|goes on after its end",
        "{\"a\": 01}              |1:8|a number not written as in JSON",
        "{\"a\": \"\\x\"}         |1:9|an escape",
        "[1]                      |p.json|found a list",
        "7                        |p.json|found a plain value",
        "~~                       |p.json|found nothing",
      })
  void damageIsToldWithItsPlace(String json, String place, String words) {
    refused(json.getBytes(StandardCharsets.UTF_8), place, words);
  }

  @Test
  void otherEncodingsControlCharactersAndDeepNestingAreRefused() {
    refused("{\"a\": \"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1), "1:", "not UTF-8");
    refused("{\"a\": \"\u0000\"}".getBytes(StandardCharsets.UTF_8), "1:", "a control character");
    refused("{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8), "1:", "nested deeper");
  }

  @Test
  void aFolderOrADeviceIsNoFile() {
    String said =
        assertThrows(FuseboxException.class, () -> JsonFile.readBytes(folder, 10)).getMessage();
    assertTrue(said.contains("it is a folder"), said);
    Path device = Path.of("/dev/zero");
    if (device.toFile().exists()) {
      said =
          assertThrows(FuseboxException.class, () -> JsonFile.readBytes(device, 10)).getMessage();
      assertTrue(said.contains("not a regular file"), said);
    }
  }

  private static void refused(byte[] json, String place, String words) {
    String message =
        assertThrows(
                FuseboxException.class, () -> JsonFile.parseObject(json, Path.of("folder/p.json")))
            .getMessage();
    assertTrue(message.contains(place) && message.contains(words), message);
    assertTrue(message.contains("p.json") && message.lines().count() == 1, message);
  }
}
