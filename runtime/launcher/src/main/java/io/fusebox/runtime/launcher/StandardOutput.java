package io.fusebox.runtime.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/**
 * Standard output that remembers that something could not be written: {@link PrintStream} reports
 * nothing, and a command whose answer is lost has failed.
 */
final class StandardOutput extends FilterOutputStream {
  private @Nullable IOException failed;

  StandardOutput(OutputStream out) {
    super(out);
  }

  /** Puts one in the place of {@link System#out}. */
  static StandardOutput install() {
    StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    Charset charset =
        Charset.forName(System.getProperty("sun.stdout.encoding", Charset.defaultCharset().name()));
    System.setOut(new PrintStream(output, true, charset));
    return output;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      failed = failed == null ? e : failed;
      throw e;
    }
  }

  /**
   * The exit code of a command that ended with {@code code}: what it printed must have arrived.
   * Anyone who closed the pipe, as {@code head} does, needs no word of it.
   */
  synchronized int exitCode(int code, PrintStream err) {
    if (failed == null) {
      return code;
    }
    if (!"Broken pipe".equals(failed.getMessage())) {
      err.printf(
          "fusebox: what was printed could not be written to standard output: %s%n",
          failed.getMessage());
    }
    return code == ExitCode.OK ? ExitCode.SOFTWARE : code;
  }
}
