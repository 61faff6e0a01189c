package io.fusebox.testkit;

import io.fusebox.checkpoint.CheckpointFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Model folders for tests, and what is said of them. */
public final class ModelFolders {
  private ModelFolders() {}

  /** A folder of a configuration and of no tensor at all. */
  public static CheckpointFolder of(Path folder, String config) throws IOException {
    Files.writeString(folder.resolve("config.json"), config);
    ByteBuffer empty = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putLong(2);
    Files.write(
        folder.resolve("model.safetensors"),
        empty.put("{}".getBytes(StandardCharsets.UTF_8)).array());
    return CheckpointFolder.open(folder);
  }

  /** What is logged, for people to read, while something runs. */
  public static String logged(Runnable what) {
    PrintStream usual = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
      what.run();
    } finally {
      System.setErr(usual);
    }
    return log.toString(StandardCharsets.UTF_8);
  }
}
