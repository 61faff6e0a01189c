package io.fusebox.runtime.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes server-sent events; each is on its way when its method returns. */
public final class EventWriter implements AutoCloseable {
  private final OutputStream out;

  EventWriter(OutputStream out) {
    this.out = out;
  }

  /** An event with a name and a JSON value. */
  public void event(String name, Object json) throws IOException {
    write("event: " + name + "\ndata: " + text(json) + "\n\n");
  }

  /** An event without a name. */
  public void data(Object json) throws IOException {
    write("data: " + (json instanceof String text ? text : text(json)) + "\n\n");
  }

  /** Something that readers skip, so that a broken connection is noticed. */
  public void comment() throws IOException {
    write(":\n\n");
  }

  /** JSON of one line. */
  private static String text(Object json) {
    return new String(StrictJson.bytes(json), StandardCharsets.UTF_8);
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
