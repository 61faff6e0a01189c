package io.fusebox.runtime.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.SparkFiles;

/** A folder among the executor's own files, which goes with what it was made for. */
record Scratch(Path folder) implements AutoCloseable {

  static Scratch create() {
    try {
      Path parent = Path.of(SparkFiles.getRootDirectory()).toAbsolutePath().normalize();
      return new Scratch(Files.createTempDirectory(parent, "fusebox"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    FileUtil.fullyDelete(folder.toFile());
  }
}
