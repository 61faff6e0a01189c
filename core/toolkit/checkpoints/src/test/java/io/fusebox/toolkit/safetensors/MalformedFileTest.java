package io.fusebox.toolkit.safetensors;

import static io.fusebox.toolkit.safetensors.Bytes.file;
import static io.fusebox.toolkit.safetensors.Bytes.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedFileTest {
  private static final String SOUND = "{" + tensor("a", "F32", "[2]", "[0,8]") + "}";

  @TempDir Path folder;

  @Test
  void opensTheIntactFileThatTheOthersSpoil() {
    SafetensorsFile file = SafetensorsFile.open(Bytes.write(folder, file(SOUND, 8)));
    assertEquals(8, file.entry("a").bytes());
  }

  @Test
  void opensAnEmptyFileAndPaddedHeaders() {
    assertEquals(0, SafetensorsFile.open(Bytes.write(folder, file("{}", 0))).names().size());
    assertEquals(
        1, SafetensorsFile.open(Bytes.write(folder, file(SOUND + "  \n", 8))).names().size());
  }

  @Test
  void refusesAMissingFileAndAFolder() {
    Path missing = folder.resolve("nothing.safetensors");
    String message =
        assertThrows(FuseboxException.class, () -> SafetensorsFile.open(missing)).getMessage();
    assertTrue(message.contains("there is no such file"), message);
    assertThrows(FuseboxException.class, () -> SafetensorsFile.open(folder));
  }

  @Test
  void refusesFilesTooShortForAHeader() {
    for (int length = 0; length < 8; length++) {
      refused(new byte[length], "fewer than the shortest header");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 100_000_001, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void refusesHeadersOfNoSensibleLength(long claimed) {
    refused(claiming(claimed), "its header claims " + Long.toUnsignedString(claimed));
  }

  @Test
  void refusesAHeaderLongerThanTheFile() {
    refused(claiming(file(SOUND, 8).length), "but the file has only");
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    for (int[] bad : new int[][] {{0xff}, {0xc0, 0xaf}, {0xed, 0xa0, 0x80}, {0xe2, 0x82}}) {
      byte[] header =
          ("{\"" + "?".repeat(bad.length) + SOUND.substring(2)).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < bad.length; i++) {
        header[2 + i] = (byte) bad[i];
      }
      refused(file(header, 8), "not UTF-8");
    }
  }

  @Test
  void refusesUtf16() {
    refused(file(SOUND.getBytes(StandardCharsets.UTF_16LE), 8), "not the JSON");
    refused(file(SOUND.getBytes(StandardCharsets.UTF_16), 8), "must begin with '{'");
  }

  @ParameterizedTest
  @ValueSource(strings = {" {}", "[]", "12", "\ufeff{}"})
  void refusesHeadersThatDoNotBeginAsOne(String header) {
    refused(file(header, 0), "must begin with '{'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{ ", "{\"a\"", "{'a':1}", "{}}", "{,}", "{a:1}", "{\"__metadata__\":{}", "{} x"})
  void refusesBrokenJson(String header) {
    refused(file(header, 0), "not the JSON");
  }

  @Test
  void refusesWhatFollowsTheHeader() {
    refused(file("{}{}", 0), "goes on after");
  }

  @Test
  void refusesDuplicateTensors() {
    String a = tensor("a", "F32", "[2]", "[0,8]");
    refused(file("{" + a + "," + a + "}", 8), "duplicate name");
    // The same name, spelled in two ways.
    refused(file("{" + a + "," + a.replace("\"a\"", "\"\\u0061\"") + "}", 8), "duplicate name");
  }

  @Test
  void refusesDuplicateKeysOfATensor() {
    refused(file(SOUND.replace("\"shape\"", "\"dtype\":\"F32\",\"shape\""), 8), "duplicate name");
  }

  @Test
  void refusesDuplicateMetadata() {
    refused(file("{\"__metadata__\":{\"x\":\"1\",\"x\":\"2\"}}", 0), "duplicate name");
    refused(file("{\"__metadata__\":{},\"__metadata__\":{}}", 0), "duplicate name");
  }

  @Test
  void refusesUnknownKeys() {
    refused(file(SOUND.replace("\"shape\"", "\"strides\":[1],\"shape\""), 8), "unknown key");
  }

  @Test
  void refusesMissingKeys() {
    refused(file("{\"a\":{}}", 0), "must have a dtype");
    refused(file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8), "must have a dtype");
  }

  @ParameterizedTest
  @ValueSource(strings = {"F33", "f32", "", "F4", "int8"})
  void refusesUnknownTypes(String dtype) {
    refused(file(SOUND.replace("F32", dtype), 8), "unknown dtype '" + dtype + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[0.0,8]",
        "[0,8e0]",
        "[-0,8]",
        "[-8,0]",
        "[\"0\",8]",
        "[null,8]",
        "[true,8]",
        "[[0],8]",
        "[0,8,8]",
        "[0]",
        "[]",
        "8",
        "{}",
        "[0,99999999999999999999]",
        "[0,9223372036854775808]",
        "[00,8]"
      })
  void refusesOffsetsThatAreNoTwoWholeNumbers(String offsets) {
    refused(file("{" + tensor("a", "F32", "[2]", offsets) + "}", 8), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[-2]", "[2.0]", "[\"2\"]", "2", "[null]", "[[2]]", "{}"})
  void refusesShapesThatAreNoWholeNumbers(String shape) {
    refused(file("{" + tensor("a", "F32", shape, "[0,8]") + "}", 8), "");
  }

  @Test
  void refusesTooManyDimensions() {
    String shape =
        IntStream.rangeClosed(0, HeaderParser.MAX_RANK)
            .mapToObj(i -> "1")
            .collect(Collectors.joining(",", "[", "]"));
    refused(file("{" + tensor("a", "F32", shape, "[0,4]") + "}", 4), "at most");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[4611686018427387904,4]", // 2^62 * 4 * 4 bytes = 0 where 64 bits wrap around
        "[9223372036854775807]",
        "[4294967296,4294967296]",
        "[0,4611686018427387904,4611686018427387904]"
      })
  void refusesShapesThatOverflow(String shape) {
    refused(file("{" + tensor("a", "F32", shape, "[0,0]") + "}", 0), "beyond all bounds");
  }

  @ParameterizedTest
  @CsvSource({"F32,[3]", "F32,[1]", "F64,[2]", "F16,[2]", "F32,[]", "F32,'[2,0]'"})
  void refusesSizesThatAreNotTheShapes(String dtype, String shape) {
    refused(file("{" + tensor("a", dtype, shape, "[0,8]") + "}", 8), "needs");
  }

  @Test
  void refusesTensorsThatEndBeforeTheyBegin() {
    refused(file("{" + tensor("a", "F32", "[2]", "[8,0]") + "}", 8), "ends before it begins");
  }

  @Test
  void refusesOverlappingTensors() {
    refused(two("[0,8]", "[4,12]", 12), "they overlap");
    refused(two("[0,8]", "[0,8]", 8), "they overlap");
  }

  @Test
  void refusesHoles() {
    refused(two("[0,8]", "[12,20]", 20), "there is a hole");
    refused(two("[4,12]", "[12,20]", 20), "there is a hole");
  }

  @Test
  void refusesTruncatedFiles() {
    byte[] audio = file(SOUND, 8);
    for (int length = 8; length < audio.length; length++) {
      refused(Arrays.copyOf(audio, length), "");
    }
    refused(Arrays.copyOf(audio, audio.length - 1), "it is truncated");
  }

  @Test
  void refusesTrailingBytes() {
    refused(file(SOUND, 9), "1 bytes trail");
    refused(file("{}", 1), "1 bytes trail");
  }

  @Test
  void refusesDeepNesting() {
    refused(file("{\"a\":" + "[".repeat(100_000), 0), "");
    refused(file("{\"a\":{\"shape\":" + "[".repeat(100_000), 0), "");
    refused(file("{\"__metadata__\":{\"x\":" + "{\"y\":".repeat(100_000), 0), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "null", "[]", "{\"x\":1}", "{\"x\":null}", "{\"x\":{}}"})
  void refusesMetadataThatIsNoText(String metadata) {
    refused(file("{\"__metadata__\":" + metadata + "}", 0), "__metadata__");
  }

  @Test
  void refusesTensorsWithoutEnd() {
    String many =
        IntStream.rangeClosed(0, HeaderParser.MAX_TENSORS)
            .mapToObj(i -> tensor("t" + i, "F32", "[0]", "[0,0]"))
            .collect(Collectors.joining(",", "{", "}"));
    refused(file(many, 0), "more than " + HeaderParser.MAX_TENSORS);
  }

  @Test
  void namesInMessagesAreSafeToPrint() {
    String name = "\\u001b[31m" + "n".repeat(5000);
    String message = refused(file("{" + tensor(name, "F32", "[1]", "[0,8]") + "}", 8), "needs");
    assertTrue(message.chars().noneMatch(c -> c < ' '), message);
    assertTrue(message.length() < 500 + folder.toString().length(), message);
  }

  @Test
  void refusesToReadTypesThatNothingReads() {
    byte[] bytes = file("{" + tensor("a", "U16", "[4]", "[0,8]") + "}", 8);
    SafetensorsFile file = SafetensorsFile.open(Bytes.write(folder, bytes));
    try (NDManager manager = NDManager.newBaseManager()) {
      String message =
          assertThrows(FuseboxException.class, () -> file.read(manager, "a")).getMessage();
      assertTrue(message.contains("U16, which cannot be read"), message);
    }
  }

  @Test
  void refusesToReadAFileThatChanged() throws IOException {
    Path path = Bytes.write(folder, file(SOUND, 8));
    SafetensorsFile file = SafetensorsFile.open(path);
    Files.setLastModifiedTime(path, FileTime.fromMillis(1));
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThrows(FuseboxException.class, () -> file.read(manager, "a"));
      Files.delete(path);
      assertThrows(FuseboxException.class, () -> file.read(manager, "a"));
    }
  }

  private static byte[] claiming(long header) {
    byte[] bytes = file(SOUND, 8);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(header);
    return bytes;
  }

  private static byte[] two(String first, String second, int data) {
    return file(
        "{" + tensor("a", "F32", "[2]", first) + "," + tensor("b", "F32", "[2]", second) + "}",
        data);
  }

  private String refused(byte[] bytes, String why) {
    Path path = Bytes.write(folder, bytes);
    String message =
        assertThrows(FuseboxException.class, () -> SafetensorsFile.open(path)).getMessage();
    assertTrue(message.contains(why), message);
    assertTrue(message.startsWith(path + " is not a valid safetensors file"), message);
    return message;
  }
}
