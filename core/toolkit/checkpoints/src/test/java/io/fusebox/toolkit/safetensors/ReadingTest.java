package io.fusebox.toolkit.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingTest {
  @TempDir Path folder;
  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void everyBrainFloatIsWidenedToTheBit() {
    short[] all = new short[1 << 16];
    for (int i = 0; i < all.length; i++) {
      all[i] = (short) i;
    }
    float[] read = shorts("BF16", all).toFloatArray();
    for (int i = 0; i < all.length; i++) {
      // Bits, not numbers: a NaN is not equal to itself.
      assertEquals(i << 16, Float.floatToRawIntBits(read[i]));
    }
  }

  @Test
  void everyHalfIsWidened() {
    short[] all = new short[1 << 16];
    for (int i = 0; i < all.length; i++) {
      all[i] = (short) i;
    }
    float[] read = shorts("F16", all).toFloatArray();
    for (int i = 0; i < all.length; i++) {
      assertEquals(half(i), read[i], "half " + i);
    }
  }

  /** From the definition of the format. */
  private static float half(int bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    double size =
        exponent == 0
            ? Math.scalb(fraction, -24)
            : exponent < 31
                ? Math.scalb(1024 + fraction, exponent - 25)
                : fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    return (float) (bits < 1 << 15 ? size : -size);
  }

  @Test
  void shortsBecomeIntegers() {
    NDArray read = shorts("I16", new short[] {0, 1, -1, Short.MAX_VALUE, Short.MIN_VALUE});
    assertArrayEquals(new int[] {0, 1, -1, 32767, -32768}, read.toIntArray());
  }

  @Test
  void anyByteButZeroIsTrue() {
    SafetensorsFile file =
        open(Bytes.file("{" + Bytes.tensor("x", "BOOL", "[3]", "[0,3]") + "}", 3));
    assertArrayEquals(new boolean[] {false, true, true}, file.read(manager, "x").toBooleanArray());
  }

  @Test
  void scalarsAndEmptyTensorsKeepTheirShapes() {
    SafetensorsFile file =
        open(
            Bytes.file(
                "{"
                    + Bytes.tensor("s", "U8", "[]", "[0,1]")
                    + ","
                    + Bytes.tensor("e", "BF16", "[3,0,2]", "[1,1]")
                    + "}",
                1));
    assertEquals(new Shape(), file.read(manager, "s").getShape());
    assertEquals(new Shape(3, 0, 2), file.read(manager, "e").getShape());
    assertEquals(DataType.FLOAT32, file.read(manager, "e").getDataType());
  }

  @Test
  void doublesStayDoublesUnlessFloatsAreAskedFor() {
    byte[] bytes = Bytes.file("{" + Bytes.tensor("x", "F64", "[1]", "[0,8]") + "}", 8);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putDouble(bytes.length - 8, 0.1);
    SafetensorsFile file = open(bytes);
    assertEquals(0.1, file.read(manager, "x").toDoubleArray()[0]);
    assertEquals(0.1f, file.readFloat(manager, "x").toFloatArray()[0]);
  }

  @Test
  void tensorsAtOddPlacesAreRead() {
    byte[] header =
        ("{"
                + Bytes.tensor("a", "I8", "[1]", "[0,1]")
                + ","
                + Bytes.tensor("b", "F32", "[1]", "[1,5]")
                + "}")
            .getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Bytes.file(header, 5);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, 1.5f);
    assertEquals(1.5f, open(bytes).read(manager, "b").getFloat());
  }

  @Test
  void aTensorOwnsItsMemory() throws IOException {
    float[] numbers = new float[100_000];
    Random random = new Random(1);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat();
    }
    Path path = folder.resolve("x.safetensors");
    SafetensorsWriter.write(path, Map.of("x", manager.create(numbers)), Map.of(), Dtype.F32);
    NDArray read = SafetensorsFile.open(path).read(manager, "x");
    // Written in place, which no good writer does: a tensor that borrowed the mapping would change.
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(Files.size(path) - 400_000);
      file.write(new byte[400_000]);
    }
    assertArrayEquals(numbers, read.toFloatArray());
  }

  @Test
  void readsBehindTwoGibibytes() throws IOException {
    long begin = 3L << 30;
    String header =
        "{"
            + Bytes.tensor("big", "U8", "[%d]".formatted(begin), "[0,%d]".formatted(begin))
            + ","
            + Bytes.tensor("x", "I64", "[1]", "[%d,%d]".formatted(begin, begin + 8))
            + "}";
    byte[] head = Bytes.file(header, 0);
    Path path = folder.resolve("big.safetensors");
    // Sparse: it takes a block of the disk, not three gigabytes.
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(head);
      file.setLength(head.length + begin + 8);
      file.seek(head.length + begin);
      file.write(7);
    }
    assertEquals(7, SafetensorsFile.open(path).read(manager, "x").getLong());
  }

  @Test
  void refusesATensorThatIsNotThere() {
    SafetensorsFile file = open(Bytes.file("{}", 0));
    assertThrows(FuseboxException.class, () -> file.read(manager, "x"));
    assertThrows(FuseboxException.class, () -> file.entry("x"));
  }

  private NDArray shorts(String dtype, short[] numbers) {
    int bytes = 2 * numbers.length;
    byte[] file =
        Bytes.file(
            "{"
                + Bytes.tensor(
                    "x", dtype, "[%d]".formatted(numbers.length), "[0,%d]".formatted(bytes))
                + "}",
            bytes);
    ByteBuffer.wrap(file, file.length - bytes, bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .put(numbers);
    return open(file).read(manager, "x");
  }

  private SafetensorsFile open(byte[] bytes) {
    return SafetensorsFile.open(Bytes.write(folder, bytes));
  }
}
