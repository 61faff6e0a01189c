package io.fusebox.toolkit.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.JsonFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file, checked as a whole when it is opened. Tensors are read through a mapping of
 * their own bytes, so a file may be larger than 2 GiB and reading one tensor costs one copy. Holds
 * nothing open. Thread-safe.
 */
public final class SafetensorsFile {
  private static final int MAX_HEADER = 100_000_000;
  private static final int LENGTH_BYTES = 8;

  /** No buffer may reach 2 GiB. */
  private static final int MOST_AT_A_TIME = 1 << 30;

  private final Path path;
  private final SafetensorsHeader header;
  private final long dataStart;
  private final long size;
  private final FileTime modified;

  private SafetensorsFile(
      Path path, SafetensorsHeader header, long dataStart, long size, FileTime modified) {
    this.path = path;
    this.header = header;
    this.dataStart = dataStart;
    this.size = size;
    this.modified = modified;
  }

  /**
   * Opens a file and checks its header and its layout.
   *
   * @throws FuseboxException when it is missing or malformed, with what is wrong
   */
  public static SafetensorsFile open(Path path) {
    JsonFile.requireRegular(path);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      FileTime modified = Files.getLastModifiedTime(path);
      long size = channel.size();
      byte[] json = readHeader(channel, size);
      SafetensorsHeader header = HeaderParser.parse(json);
      long dataStart = LENGTH_BYTES + (long) json.length;
      TensorLayout.check(header.entries().values(), size - dataStart);
      return new SafetensorsFile(path, header, dataStart, size, modified);
    } catch (MalformedFileException e) {
      throw e.in(path);
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  public Path path() {
    return path;
  }

  /** The names of the tensors, in the file's order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(header.entries().keySet());
  }

  public boolean has(String name) {
    return header.entries().containsKey(name);
  }

  /** {@code __metadata__}; among others, some writers store aliases of tensors there. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  /**
   * The header's entry of a tensor.
   *
   * @throws FuseboxException when there is none of this name
   */
  public TensorEntry entry(String name) {
    TensorEntry entry = header.entries().get(name);
    if (entry == null) {
      throw new FuseboxException(path + " has no tensor " + MalformedFileException.quote(name));
    }
    return entry;
  }

  /**
   * Reads a tensor: F32, F16 and BF16 as float32, F64 as float64, I16 as int32, all else as it is.
   *
   * @param manager owns the copy that is returned
   * @throws FuseboxException when there is no such tensor, its type cannot be read, or the file
   *     changed since it was opened
   */
  public NDArray read(NDManager manager, String name) {
    return read(manager, name, MOST_AT_A_TIME);
  }

  /** Reads a tensor as float32, whatever it is stored as; otherwise as {@link #read}. */
  public NDArray readFloat(NDManager manager, String name) {
    NDArray tensor = read(manager, name);
    if (tensor.getDataType() == DataType.FLOAT32) {
      return tensor;
    }
    try (tensor) {
      return tensor.toType(DataType.FLOAT32, true);
    }
  }

  /** As {@link #read}, at most {@code mostBytes} at a time. */
  NDArray read(NDManager manager, String name, int mostBytes) {
    TensorEntry entry = entry(name);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      if (channel.size() != size || !Files.getLastModifiedTime(path).equals(modified)) {
        throw new FuseboxException(path + " changed while it was in use; start again");
      }
      int bytes = entry.dtype().bytes();
      return new TensorReader(
              entry,
              (into, first) -> readFully(channel, into, dataStart + entry.begin() + first),
              mostBytes / bytes)
          .read(manager);
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  /** Read, not mapped: mapped pages stay in memory until the buffer is collected. */
  private void readFully(FileChannel channel, ByteBuffer into, long position) {
    try {
      long begin = position - into.position();
      while (into.hasRemaining()) {
        if (channel.read(into, begin + into.position()) < 0) {
          throw new FuseboxException(path + " changed while it was in use; start again");
        }
      }
      into.rewind();
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  private static byte[] readHeader(FileChannel channel, long size)
      throws IOException, MalformedFileException {
    if (size < LENGTH_BYTES) {
      throw new MalformedFileException(
          "it has %d bytes, fewer than the shortest header".formatted(size));
    }
    long length = readFully(channel, LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > MAX_HEADER) {
      throw new MalformedFileException(
          "its header claims %s bytes, expected 2 to %d"
              .formatted(Long.toUnsignedString(length), MAX_HEADER));
    }
    if (length > size - LENGTH_BYTES) {
      throw new MalformedFileException(
          "its header claims %d bytes, but the file has only %d".formatted(length, size));
    }
    return readFully(channel, (int) length).array();
  }

  private static ByteBuffer readFully(FileChannel channel, int bytes)
      throws IOException, MalformedFileException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new MalformedFileException("it is truncated in its header");
      }
    }
    return buffer.flip();
  }

  private static FuseboxException cannotRead(Path path, IOException e) {
    return new FuseboxException("cannot read %s: %s".formatted(path, IoErrorMessage.of(e)), e);
  }
}
