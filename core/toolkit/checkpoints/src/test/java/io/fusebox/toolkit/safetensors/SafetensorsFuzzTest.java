package io.fusebox.toolkit.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a file's bytes: it is refused in our words, or it reads as what it says. */
class SafetensorsFuzzTest {
  private static final int FILES = 1500;
  private static final byte[] SYNTAX = "{}[]\",:0123456789-.eE\\ ".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void mutatedFilesAreRefusedOrRead() {
    Random random = new Random(42);
    int refused = 0;
    try (NDManager base = NDManager.newBaseManager()) {
      for (int i = 0; i < FILES; i++) {
        byte[] bytes = mutated(sound(), random);
        try (NDManager manager = base.newSubManager()) {
          readAll(manager, SafetensorsFile.open(Bytes.write(folder, bytes)));
        } catch (FuseboxException e) {
          refused++;
        }
      }
    }
    assertTrue(refused > FILES / 2 && refused < FILES, "refused " + refused);
  }

  private static byte[] sound() {
    return Bytes.file(
        "{\"__metadata__\":{\"b\":\"a\"},"
            + Bytes.tensor("a", "F32", "[2,1]", "[0,8]")
            + ","
            + Bytes.tensor("h", "F16", "[3]", "[8,14]")
            + ","
            + Bytes.tensor("b", "BF16", "[3]", "[14,20]")
            + ","
            + Bytes.tensor("t", "BOOL", "[4]", "[20,24]")
            + ","
            + Bytes.tensor("i", "I16", "[2]", "[24,28]")
            + ","
            + Bytes.tensor("n", "I64", "[0,3]", "[28,28]")
            + "}",
        28);
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = SYNTAX[random.nextInt(SYNTAX.length)];
        case 2 -> bytes[random.nextInt(Math.min(8, bytes.length))] = (byte) random.nextInt(256);
        case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        default -> bytes = swapped(bytes, at, random.nextInt(bytes.length));
      }
    }
    return bytes;
  }

  private static byte[] swapped(byte[] bytes, int a, int b) {
    byte kept = bytes[a];
    bytes[a] = bytes[b];
    bytes[b] = kept;
    return bytes;
  }

  private static void readAll(NDManager manager, SafetensorsFile file) {
    for (String name : file.names()) {
      if (file.entry(name).dtype().readAs().isPresent()) {
        NDArray tensor = file.read(manager, name);
        assertEquals(file.entry(name).shape(), tensor.getShape());
        assertEquals(file.entry(name).dtype().readAs().get(), tensor.getDataType());
        tensor.toByteBuffer();
      }
    }
  }
}
