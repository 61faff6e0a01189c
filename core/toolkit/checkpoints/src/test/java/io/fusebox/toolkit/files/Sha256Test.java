package io.fusebox.toolkit.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class Sha256Test {
  /** FIPS 180-2, appendix B.1. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final byte[] ABC = {'a', 'b', 'c'};

  @Test
  void bytesAreTheSameFromWhereverTheyCome() throws IOException {
    assertEquals(OF_ABC, Sha256.hex(ABC));
    assertEquals(OF_ABC, new Sha256().bytes(ByteBuffer.wrap(ABC)).hex());
    assertEquals(OF_ABC, new Sha256().bytes(new ByteArrayInputStream(ABC)).hex());
    assertArrayEquals(HexFormat.of().parseHex(OF_ABC), new Sha256().bytes(ABC).digest());
  }

  @Test
  void numbersAndTextsAreTheseBytes() {
    byte[] bytes = HexFormat.of().parseHex("01020304" + "0102030405060708" + "00000002" + "c3bc");
    assertEquals(
        Sha256.hex(bytes),
        new Sha256().number(0x01020304).number(0x0102030405060708L).text("ü").hex());
  }

  @Test
  void textsThatAreCutElsewhereAreOthers() {
    assertNotEquals(
        new Sha256().text("ab").text("c").hex(), new Sha256().text("a").text("bc").hex());
  }

  @Test
  void mapsAreNamesAndValuesInTheOrderOfNames() {
    assertEquals(
        new Sha256().text("a").text("2").text("b").text("1").hex(),
        Sha256.hex(new TreeMap<>(Map.of("b", "1", "a", "2"))));
    assertEquals(Sha256.hex("".getBytes(StandardCharsets.UTF_8)), Sha256.hex(new TreeMap<>()));
  }
}
