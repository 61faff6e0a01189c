package io.fusebox.runtime.http;

import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.runtime.http.security.AuditLog;
import io.fusebox.toolkit.files.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/** The contents of a request, read once: in memory, into a file, or as a form of several parts. */
public final class RequestBody {
  private static final int BUFFER = 1 << 14;
  private static final int MAX_PARTS = 32;
  private static final int SHOWN = 1000;

  private final Request request;
  private final Limits limits;
  private final MemoryBudget.Share memory;
  private byte[] seen = {};
  private String sha256 = "";

  RequestBody(Request request, Limits limits, MemoryBudget.Share memory) {
    this.request = request;
    this.limits = limits;
    this.memory = memory;
  }

  /** Its media type, without parameters, in small letters; empty without one. */
  public String type() {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** A JSON object. */
  public Json json() {
    return new Json(StrictJson.object(bytes(List.of("application/json"), limits.json())));
  }

  /** A JSON object, empty when nothing was sent. */
  public Json jsonOrEmpty() {
    return request.getLength() == 0 || type().isEmpty() && request.getLength() < 0
        ? new Json(StrictJson.object(new byte[] {'{', '}'}))
        : json();
  }

  /**
   * The whole body in memory.
   *
   * @param types the media types that are taken
   * @throws Problem 415, 413, 408 or 429
   */
  public byte[] bytes(List<String> types, int most) {
    requireType(types);
    requireAtMost(most);
    try (InputStream in = new BodyStream(request, most, limits.body())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        memory.take(n);
        bytes.write(buffer, 0, n);
      }
      byte[] all = bytes.toByteArray();
      seen = Arrays.copyOf(all, Math.min(all.length, SHOWN));
      sha256 = Sha256.hex(all);
      return all;
    } catch (IOException e) {
      throw brokenOff(e);
    }
  }

  /**
   * Writes the whole body to a file.
   *
   * @throws Problem 415, 413 or 408
   */
  public void writeTo(Path file, List<String> types) {
    requireType(types);
    requireAtMost(limits.upload());
    try (InputStream in = new BodyStream(request, limits.upload(), limits.body());
        OutputStream out = Files.newOutputStream(file)) {
      Sha256 digest = new Sha256();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.bytes(ByteBuffer.wrap(buffer, 0, n));
        out.write(buffer, 0, n);
      }
      sha256 = digest.hex();
    } catch (IOException e) {
      throw brokenOff(e);
    }
  }

  /**
   * The parts of a form.
   *
   * @param folder where files are kept until the form is closed
   * @throws Problem 400, 413 or 408
   */
  public MultiPartFormData.Parts form(Path folder) {
    requireType(List.of("multipart/form-data"));
    requireAtMost(limits.upload());
    MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary());
    parser.setFilesDirectory(folder);
    parser.setMaxMemoryFileSize(0);
    parser.setMaxFileSize(limits.upload());
    parser.setMaxLength(limits.upload());
    parser.setMaxParts(MAX_PARTS);
    CompletableFuture<MultiPartFormData.Parts> parts = new CompletableFuture<>();
    try {
      parser.parse(request, Promise.Invocable.toPromise(parts));
      return parts.get(limits.body().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Problem(408, "the form did not come in time; send it faster", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(503, "Fusebox stops", e);
    } catch (ExecutionException e) {
      throw badForm(e.getCause());
    } catch (RuntimeException e) {
      throw badForm(e);
    }
  }

  private Problem badForm(@Nullable Throwable why) {
    if (why instanceof TimeoutException) {
      return new Problem(408, "the form did not come in time; send it faster", why);
    } else if (isTooMuch(why)) {
      return new Problem(
          413,
          "the form is too large: at most %,d bytes in %d parts"
              .formatted(limits.upload(), MAX_PARTS),
          why);
    }
    return new Problem(400, "the form cannot be read; is it whole?", why);
  }

  /** The parser has no type of exception for its limits. */
  private static boolean isTooMuch(@Nullable Throwable why) {
    String message = why == null ? "" : String.valueOf(why.getMessage());
    return message.contains("exceeded") || message.contains("too many");
  }

  private String boundary() {
    HttpField type = request.getHeaders().getField(HttpHeader.CONTENT_TYPE);
    String boundary = MultiPart.extractBoundary(type.getValue());
    if (boundary == null || boundary.isEmpty()) {
      throw new Problem(400, "the form's Content-Type names no boundary");
    }
    return boundary;
  }

  private void requireType(List<String> types) {
    String coding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw new Problem(415, "the body must not be compressed, found " + coding);
    } else if (!types.contains(type())) {
      throw new Problem(
          415, "the body must be %s, found '%s'".formatted(String.join(" or ", types), type()));
    }
  }

  /** A body that is too large by its own account is not even read. */
  private void requireAtMost(long most) {
    if (request.getLength() > most) {
      throw BodyStream.tooLarge(most);
    }
  }

  private static Problem brokenOff(IOException e) {
    return new Problem(400, "the body was broken off", e);
  }

  /** What was asked for, as the audit log has it. */
  AuditLog.Asked asked() {
    return new AuditLog.Asked(name(), new String(seen, StandardCharsets.UTF_8), sha256);
  }

  /** The query's name for what is sent; empty without one, or when the query cannot be read. */
  private String name() {
    try {
      String name = Request.extractQueryParameters(request).getValue("name");
      return name == null ? "" : NameSuggestions.shown(name);
    } catch (RuntimeException e) {
      return "";
    }
  }
}
