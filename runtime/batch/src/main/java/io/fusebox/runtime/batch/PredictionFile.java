package io.fusebox.runtime.batch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.LineReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers on their way into a file: {@code NAME.partial} grows batch by batch, {@code
 * NAME.partial.journal} says after each how much of it is whole, and the last step renames it to
 * {@code NAME}. Whenever the process ends, what the journal says is on the disk.
 */
final class PredictionFile implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_LINE = 1 << 20;
  private static final int FORMAT = 1;

  /** The first line of a journal. */
  private record Header(int format, SortedMap<String, String> identity) {}

  /**
   * A batch that is whole.
   *
   * @param rows how many rows are answered up to its end
   * @param bytes where it ends
   * @param inputs the digest of what the files of its inputs held
   * @param errors how many rows up to its end have an error
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Mark(long rows, long bytes, String inputs, long errors) {}

  private final Path target;
  private final Path partial;
  private final Path journal;
  private final FileChannel out;
  private final List<Mark> marks = new ArrayList<>();
  private Mark last = new Mark(0, 0, "", 0);
  private boolean begun;

  private PredictionFile(Path target, FileChannel out) {
    this.target = target;
    this.partial = partial(target);
    this.journal = journal(target);
    this.out = out;
  }

  static Path partial(Path target) {
    return target.resolveSibling(target.getFileName() + ".partial");
  }

  private static Path journal(Path target) {
    return target.resolveSibling(target.getFileName() + ".partial.journal");
  }

  /**
   * Opens the file where the last run of the same identity left it, or at its beginning.
   *
   * @param fresh whether to begin again, whatever is there
   * @throws FuseboxException when another process writes it, or what is there is of another
   *     identity
   */
  static PredictionFile open(Path name, SortedMap<String, String> identity, boolean fresh) {
    Path target = AtomicFile.replaceable(name);
    try {
      Files.createDirectories(requireNonNull(target.getParent()));
      PredictionFile file = new PredictionFile(target, lockedPartial(target));
      try {
        file.begin(identity, fresh);
        return file;
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw cannotWrite(partial(target), e);
    }
  }

  private static FileChannel lockedPartial(Path target) throws IOException {
    FileChannel channel =
        FileChannel.open(partial(target), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // This process has it.
    }
    if (!locked) {
      channel.close();
      throw new FuseboxException(
          "%s is being written by another run; wait for it, or name another file"
              .formatted(partial(target)));
    }
    return channel;
  }

  private void begin(SortedMap<String, String> identity, boolean fresh) throws IOException {
    if (!fresh && out.size() > 0) {
      resume(identity);
    }
    out.truncate(last.bytes());
    out.position(last.bytes());
    AtomicFile.write(journal, journalBytes(identity));
    begun = true;
  }

  private void resume(SortedMap<String, String> identity) throws IOException {
    try (LineReader lines = Files.exists(journal) ? new LineReader(journal, LONGEST_LINE) : null) {
      Header header = lines == null ? null : parsed(lines.next(), Header.class);
      if (header == null || header.format() != FORMAT || header.identity() == null) {
        throw new FuseboxException(
            "%s is there, but nothing says what its answers are of; begin again with --fresh, or name another file"
                .formatted(partial));
      }
      requireSame(header.identity(), identity);
      readMarks(requireNonNull(lines));
    }
  }

  /** The last line of a process that was killed may be cut off, or say more than was written. */
  private void readMarks(LineReader lines) throws IOException {
    Mark mark = parsed(lines.next(), Mark.class);
    while (mark != null
        && mark.inputs() != null
        && mark.rows() > last.rows()
        && mark.bytes() > last.bytes()
        && mark.bytes() <= out.size()) {
      marks.add(mark);
      last = mark;
      mark = parsed(lines.next(), Mark.class);
    }
  }

  private void requireSame(SortedMap<String, String> was, SortedMap<String, String> is) {
    List<String> differing =
        Stream.concat(was.keySet().stream(), is.keySet().stream())
            .distinct()
            .filter(name -> !was.getOrDefault(name, "").equals(is.getOrDefault(name, "")))
            .sorted()
            .toList();
    if (!differing.isEmpty()) {
      throw new FuseboxException(
          "%s holds answers of another run: %s not what it was then. Begin again with --fresh, name another file, or restore it"
              .formatted(
                  partial,
                  String.join(", ", differing) + (differing.size() == 1 ? " is" : " are")));
    }
  }

  private static <T> @Nullable T parsed(byte @Nullable [] line, Class<T> type) {
    try {
      return line == null ? null : JSON.readValue(line, type);
    } catch (IOException e) {
      return null;
    }
  }

  private byte[] journalBytes(SortedMap<String, String> identity) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(line(new Header(FORMAT, new TreeMap<>(identity))));
    marks.forEach(mark -> all.writeBytes(line(mark)));
    return all.toByteArray();
  }

  private static byte[] line(Object value) {
    try {
      return (JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The batches that were answered before, in their order. */
  List<Mark> marks() {
    return List.copyOf(marks);
  }

  /** The end of what is answered. */
  Mark last() {
    return last;
  }

  /** Adds a batch, which is on the disk when this returns. */
  void add(List<byte[]> lines, String inputs, long errors) {
    try {
      long size = lines.stream().mapToLong(l -> l.length).sum();
      for (byte[] line : lines) {
        AtomicFile.writeAll(out, ByteBuffer.wrap(line));
      }
      out.force(false);
      last =
          new Mark(last.rows() + lines.size(), last.bytes() + size, inputs, last.errors() + errors);
      Files.write(journal, line(last), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw cannotWrite(partial, e);
    }
  }

  /** Gives the whole file its name. */
  void finish() {
    try {
      out.force(true);
      out.close();
      Files.move(
          partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(journal);
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  private static FuseboxException cannotWrite(Path file, IOException e) {
    return new FuseboxException(
        "cannot write %s: %s; make room or name another file, and the same command goes on"
            .formatted(file, IoErrorMessage.of(e)),
        e);
  }

  /** A run that has answered nothing leaves nothing. */
  @Override
  public void close() {
    try {
      out.close();
      if (begun && last.rows() == 0) {
        Files.deleteIfExists(partial);
        Files.deleteIfExists(journal);
      }
    } catch (IOException e) {
      throw cannotWrite(partial, e);
    }
  }
}
