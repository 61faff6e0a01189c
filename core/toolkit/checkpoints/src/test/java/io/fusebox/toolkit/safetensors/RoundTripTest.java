package io.fusebox.toolkit.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {
  @TempDir Path folder;
  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
    manager.getEngine().setRandomSeed(1);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @RepeatedTest(20)
  void anyTensorsComeBackAsTheyWere(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<String, NDArray> written = anyTensors(random);
    Map<String, String> metadata = Map.of("format", "pt", "who", "\u00e9 \" \\ \n");
    Path path = folder.resolve("a.safetensors");
    SafetensorsWriter.write(path, written, metadata, Dtype.F32);

    SafetensorsFile file = SafetensorsFile.open(path);
    assertEquals(written.keySet(), file.names());
    assertEquals(metadata, file.metadata());
    written.forEach(
        (name, tensor) -> {
          NDArray read = file.read(manager, name);
          assertEquals(tensor.getShape(), read.getShape());
          assertEquals(tensor.getDataType(), read.getDataType());
          assertEquals(tensor.toByteBuffer(), read.toByteBuffer(), name);
        });
  }

  @Test
  void stretchByStretchReadsTheSame() {
    Map<String, NDArray> written = anyTensors(new Random(5));
    written.put("long", manager.arange(1000f).reshape(10, 100));
    Path path = folder.resolve("a.safetensors");
    SafetensorsWriter.write(path, written, Map.of(), Dtype.F32);
    SafetensorsFile file = SafetensorsFile.open(path);
    written.forEach(
        (name, tensor) -> {
          NDArray read = file.read(manager, name, 24);
          assertEquals(tensor.getShape(), read.getShape());
          assertEquals(tensor.toByteBuffer(), read.toByteBuffer(), name);
        });
  }

  @Test
  void halvesComeBackAsTheNearestFloats() {
    Path path = folder.resolve("a.safetensors");
    float[] numbers = {0f, -0f, 1f, 0.1f, 65504f, 6e-8f, Float.NaN, Float.POSITIVE_INFINITY};
    SafetensorsWriter.write(path, Map.of("x", manager.create(numbers)), Map.of(), Dtype.F16);
    SafetensorsFile file = SafetensorsFile.open(path);
    assertEquals(Dtype.F16, file.entry("x").dtype());
    assertArrayEquals(
        new float[] {
          0f, -0f, 1f, 0.099975586f, 65504f, 5.9604645e-8f, Float.NaN, Float.POSITIVE_INFINITY
        },
        file.read(manager, "x").toFloatArray());
  }

  @Test
  void refusesNumbersThatHalvesCannotHold() {
    Path path = folder.resolve("a.safetensors");
    NDArray large = manager.create(new float[] {1f, 70_000f});
    FuseboxException e =
        assertThrows(
            FuseboxException.class,
            () -> SafetensorsWriter.write(path, Map.of("x", large), Map.of(), Dtype.F16));
    assertTrue(e.getMessage().contains("65504"), e.getMessage());
    assertEquals(0, folder.toFile().list().length);
  }

  @Test
  void theSameTensorsGiveTheSameBytes() throws IOException {
    NDArray a = manager.create(new long[] {1, 2, 3});
    NDArray b = manager.create(new float[] {1});
    Map<String, NDArray> oneWay = new LinkedHashMap<>();
    oneWay.put("b", b);
    oneWay.put("a", a);
    Map<String, NDArray> other = new LinkedHashMap<>();
    other.put("a", a);
    other.put("b", b);
    SafetensorsWriter.write(folder.resolve("1"), oneWay, Map.of("y", "1", "x", "2"), Dtype.F32);
    SafetensorsWriter.write(folder.resolve("2"), other, Map.of("x", "2", "y", "1"), Dtype.F32);
    byte[] bytes = Files.readAllBytes(folder.resolve("1"));
    assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("2")));
    long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertEquals(0, header % 8);
  }

  @Test
  void everyTensorIsAligned() {
    Map<String, NDArray> tensors =
        Map.of(
            "a", manager.create(new boolean[] {true}),
            "b", manager.create(new float[] {1}),
            "c", manager.create(new long[] {1}));
    SafetensorsWriter.write(folder.resolve("x"), tensors, Map.of(), Dtype.F32);
    SafetensorsFile file = SafetensorsFile.open(folder.resolve("x"));
    for (String name : file.names()) {
      assertEquals(0, file.entry(name).begin() % file.entry(name).dtype().bytes(), name);
    }
  }

  private Map<String, NDArray> anyTensors(Random random) {
    List<DataType> types =
        List.of(
            DataType.FLOAT32,
            DataType.INT64,
            DataType.INT32,
            DataType.INT8,
            DataType.UINT8,
            DataType.BOOLEAN);
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      long[] dims = random.longs(random.nextInt(4), 0, 5).toArray();
      NDArray numbers = manager.randomUniform(0f, 100f, new Shape(dims));
      tensors.put("t." + i + "é", numbers.toType(types.get(random.nextInt(types.size())), true));
    }
    return tensors;
  }
}
