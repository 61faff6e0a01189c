package io.fusebox.runtime.spark;

import io.fusebox.runtime.isolated.BatchException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The inputs of one batch as files: encoders read files. A path of this machine is one already;
 * bytes, and what lies elsewhere, is written to a folder until the batch is done.
 */
final class RowFiles implements AutoCloseable {
  /** A scheme of two letters or more: one letter is a drive. */
  private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/.*");

  private final Path folder;
  private final List<Path> written = new ArrayList<>();

  RowFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * The files of a cell: a path, bytes, a row of {@code binaryFile}, or several of these; none of a
   * null.
   *
   * @throws BatchException when there is no such file
   */
  List<Path> of(@Nullable Object cell) {
    if (cell == null) {
      return List.of();
    }
    if (cell instanceof scala.collection.Iterable<?> several) {
      List<Path> files = new ArrayList<>();
      CollectionConverters.asJava(several).forEach(each -> files.addAll(of(each)));
      return files;
    }
    if (cell instanceof Row row) {
      return of(row.getAs("content"));
    }
    return List.of(cell instanceof byte[] bytes ? file(bytes) : file(cell.toString()));
  }

  private Path file(byte[] bytes) {
    return write(file -> Files.write(file, bytes), "bytes");
  }

  private Path file(String path) {
    try {
      if (!URL.matcher(path).matches()) {
        return Path.of(path);
      }
      URI uri = URI.create(path);
      return uri.getScheme().equals("file") ? Path.of(uri.getPath()) : fetched(path);
    } catch (InvalidPathException e) {
      throw new BatchException("'%s' is not a path: %s".formatted(path, e.getMessage()));
    } catch (IllegalArgumentException e) { // a blank, say, which Hadoop allows
      return fetched(path);
    }
  }

  private Path fetched(String path) {
    return write(
        file -> {
          var source = new org.apache.hadoop.fs.Path(path);
          FileSystem system = source.getFileSystem(SparkHadoopUtil.get().conf());
          try (InputStream in = system.open(source)) {
            Files.copy(in, file);
          }
        },
        path);
  }

  private interface Content {
    void writeTo(Path file) throws IOException;
  }

  private Path write(Content content, String what) {
    Path file = folder.resolve("input-" + written.size());
    written.add(file);
    try {
      content.writeTo(file);
      return file;
    } catch (IOException e) {
      throw new BatchException("the input %s cannot be read: %s".formatted(what, e));
    }
  }

  /** Deletes what was written. */
  @Override
  public void close() {
    try {
      for (Path file : written) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new BatchException("the folder %s cannot be used: %s".formatted(folder, e));
    }
  }
}
