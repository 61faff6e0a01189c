package io.fusebox.toolkit.safetensors;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes safetensors files. The same tensors give the same bytes: wide types first, so that every
 * tensor is aligned, then by name; the header is padded to 8 bytes.
 */
public final class SafetensorsWriter {
  private static final int CHUNK = 1 << 22;
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes a file, whole or not at all.
   *
   * @param tensors by name; not changed, not closed. Float types are written as {@code floats},
   *     integers and truth values as what they are
   * @param metadata {@code __metadata__}; empty for none
   * @param floats {@link Dtype#F32} or {@link Dtype#F16}
   * @throws FuseboxException when the file cannot be written or a number is beyond F16
   */
  public static void write(
      Path target, Map<String, NDArray> tensors, Map<String, String> metadata, Dtype floats) {
    if (floats != Dtype.F32 && floats != Dtype.F16) {
      throw new IllegalArgumentException("floats are written as F32 or F16, not " + floats);
    }
    List<TensorEntry> entries = entries(tensors, floats);
    byte[] header = header(entries, new TreeMap<>(metadata));
    AtomicFile.write(
        target,
        out -> {
          AtomicFile.writeAll(out, ByteBuffer.wrap(header));
          for (TensorEntry entry : entries) {
            writeTensor(out, entry, requireNonNull(tensors.get(entry.name())));
          }
        });
  }

  private static List<TensorEntry> entries(Map<String, NDArray> tensors, Dtype floats) {
    List<String> names = new ArrayList<>(tensors.keySet());
    names.sort(
        Comparator.comparingInt(
                (String n) -> -dtype(requireNonNull(tensors.get(n)), floats).bytes())
            .thenComparing(Comparator.naturalOrder()));
    List<TensorEntry> entries = new ArrayList<>();
    long begin = 0;
    for (String name : names) {
      NDArray tensor = requireNonNull(tensors.get(name));
      Dtype dtype = dtype(tensor, floats);
      Shape shape = tensor.getShape();
      long end = Math.addExact(begin, Math.multiplyExact(shape.size(), dtype.bytes()));
      entries.add(new TensorEntry(name, dtype, shape, begin, end));
      begin = end;
    }
    return entries;
  }

  private static Dtype dtype(NDArray tensor, Dtype floats) {
    return switch (tensor.getDataType()) {
      case FLOAT64, FLOAT32, FLOAT16 -> floats;
      case INT64 -> Dtype.I64;
      case INT32 -> Dtype.I32;
      case INT8 -> Dtype.I8;
      case UINT8 -> Dtype.U8;
      case BOOLEAN -> Dtype.BOOL;
      default ->
          throw new IllegalArgumentException("cannot write tensors of " + tensor.getDataType());
    };
  }

  private static byte[] header(List<TensorEntry> entries, Map<String, String> metadata) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart("__metadata__");
        for (Map.Entry<String, String> pair : metadata.entrySet()) {
          json.writeStringField(pair.getKey(), pair.getValue());
        }
        json.writeEndObject();
      }
      for (TensorEntry entry : entries) {
        writeEntry(json, entry);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail to be written", e);
    }
    return padded(bytes.toByteArray());
  }

  private static void writeEntry(JsonGenerator json, TensorEntry entry) throws IOException {
    json.writeObjectFieldStart(entry.name());
    json.writeStringField("dtype", entry.dtype().name());
    json.writeFieldName("shape");
    long[] shape = entry.shape().getShape();
    json.writeArray(shape, 0, shape.length);
    json.writeFieldName("data_offsets");
    json.writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
    json.writeEndObject();
  }

  private static byte[] padded(byte[] json) {
    int length = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] header = new byte[ALIGNMENT + length];
    Arrays.fill(header, (byte) ' ');
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(json);
    return header;
  }

  /** In chunks: a tensor may be larger than the heap. */
  private static void writeTensor(WritableByteChannel out, TensorEntry entry, NDArray tensor)
      throws IOException {
    long size = tensor.size();
    try (NDArray flat = tensor.reshape(new Shape(size))) {
      for (long first = 0; first < size; first += CHUNK) {
        long end = Math.min(first + CHUNK, size);
        try (NDArray chunk = flat.get(new NDIndex("{}:{}", first, end));
            NDArray typed = typed(chunk, entry)) {
          AtomicFile.writeAll(out, typed.toByteBuffer());
        }
      }
    }
  }

  private static NDArray typed(NDArray chunk, TensorEntry entry) {
    if (entry.dtype() == Dtype.F16) {
      return half(chunk, entry);
    }
    return entry.dtype() == Dtype.F32 ? chunk.toType(DataType.FLOAT32, true) : chunk.duplicate();
  }

  private static NDArray half(NDArray chunk, TensorEntry entry) {
    NDArray half = chunk.toType(DataType.FLOAT16, true);
    try (NDArray back = half.toType(DataType.FLOAT32, true);
        NDArray lost = back.isInfinite();
        NDArray before = chunk.isInfinite();
        NDArray newly = lost.neq(before);
        NDArray any = newly.any()) {
      if (any.getBoolean()) {
        half.close();
        throw new FuseboxException(
            "tensor '%s' holds numbers beyond F16's 65504; write it as F32"
                .formatted(entry.name()));
      }
    }
    return half;
  }
}
