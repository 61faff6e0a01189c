package io.fusebox.toolkit.safetensors;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Where the tensors lie: each exactly as long as its shape says, one after another, no gaps. */
final class TensorLayout {
  private TensorLayout() {}

  /**
   * Checks a whole file.
   *
   * @param dataBytes what the file holds after its header
   */
  static void check(Collection<TensorEntry> entries, long dataBytes) throws MalformedFileException {
    for (TensorEntry entry : entries) {
      checkSize(entry);
    }
    List<TensorEntry> inOrder =
        entries.stream()
            .sorted(
                Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end))
            .toList();
    long position = 0;
    for (TensorEntry entry : inOrder) {
      if (entry.begin() != position) {
        throw new MalformedFileException(
            "tensor %s begins at byte %d, but the one before it ends at %d: %s"
                .formatted(
                    MalformedFileException.quote(entry.name()),
                    entry.begin(),
                    position,
                    entry.begin() < position ? "they overlap" : "there is a hole"));
      }
      position = entry.end();
    }
    checkEnd(position, dataBytes);
  }

  private static void checkSize(TensorEntry entry) throws MalformedFileException {
    if (entry.end() < entry.begin()) {
      throw damage(entry, "ends before it begins");
    }
    long bytes = shapeBytes(entry);
    if (bytes != entry.bytes()) {
      throw damage(
          entry,
          "of shape %s and dtype %s needs %d bytes, found %d"
              .formatted(entry.shape(), entry.dtype(), bytes, entry.bytes()));
    }
  }

  /** A dimension of 0 must not hide an overflow of the others: strides are computed from them. */
  private static long shapeBytes(TensorEntry entry) throws MalformedFileException {
    long bytes = entry.dtype().bytes();
    boolean empty = false;
    try {
      for (long dim : entry.shape().getShape()) {
        empty |= dim == 0;
        bytes = Math.multiplyExact(bytes, Math.max(dim, 1));
      }
    } catch (ArithmeticException e) {
      throw damage(entry, "has a shape beyond all bounds: " + entry.shape());
    }
    return empty ? 0 : bytes;
  }

  private static MalformedFileException damage(TensorEntry entry, String what) {
    return new MalformedFileException(
        "tensor " + MalformedFileException.quote(entry.name()) + " " + what);
  }

  private static void checkEnd(long position, long dataBytes) throws MalformedFileException {
    if (position > dataBytes) {
      throw new MalformedFileException(
          "it is truncated: the header promises %d bytes of tensors, the file holds %d"
              .formatted(position, dataBytes));
    } else if (position < dataBytes) {
      throw new MalformedFileException(
          "%d bytes trail after the last tensor, which nothing names"
              .formatted(dataBytes - position));
    }
  }
}
