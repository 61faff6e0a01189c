package io.fusebox.runtime.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat.Limits;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.JsonErrorMessage;
import io.fusebox.toolkit.files.JsonFile;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON file, or one line of it, read as a stream: nothing of it is kept, its depth and the length
 * of its texts are bounded, and whatever is wrong is reported with file, line and column.
 */
final class JsonStream implements Closeable {
  private static final int DEPTH = 32;

  private final JsonParser parser;
  private final Path file;
  private final long firstLine;
  private final boolean oneLine;

  private JsonStream(JsonParser parser, Path file, long firstLine, boolean oneLine) {
    this.parser = parser;
    this.file = file;
    this.firstLine = firstLine;
    this.oneLine = oneLine;
  }

  /** Opens a file at its first value. */
  static JsonStream open(Path file, Limits limits) {
    JsonFile.requireRegular(file);
    try {
      return start(Files.newInputStream(file), file, 1, false, limits);
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }

  /** Opens line {@code number} of {@code file} at its first value. */
  static JsonStream line(byte[] line, Path file, long number, Limits limits) {
    try {
      return start(new ByteArrayInputStream(line), file, number, true, limits);
    } catch (IOException e) {
      throw new FuseboxException("%s:%d: %s".formatted(file, number, IoErrorMessage.of(e)), e);
    }
  }

  /** From here on the parser owns {@code in}. */
  private static JsonStream start(
      InputStream in, Path file, long firstLine, boolean oneLine, Limits limits)
      throws IOException {
    try {
      JsonStream stream =
          new JsonStream(factory(limits).createParser(in), file, firstLine, oneLine);
      stream.next();
      return stream;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static JsonFactory factory(Limits limits) {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxStringLength(limits.textChars())
                .maxNameLength(limits.textChars())
                .build())
        .build();
  }

  /** Reads the fields of the object at hand; {@code field} must consume each value. */
  void object(Consumer<String> field) {
    expect(JsonToken.START_OBJECT, "an object {...}");
    while (next() != JsonToken.END_OBJECT) {
      String name = value(JsonParser::currentName);
      next();
      field.accept(name);
    }
  }

  /** Reads the elements of the array at hand; {@code element} must consume each. */
  void array(Runnable element) {
    expect(JsonToken.START_ARRAY, "a list [...]");
    while (next() != JsonToken.END_ARRAY) {
      element.run();
    }
  }

  /** Whether a list is at hand. */
  boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  /** The text at hand. */
  String text() {
    expect(JsonToken.VALUE_STRING, "a text in double quotes");
    return value(JsonParser::getText);
  }

  /** The whole number at hand. */
  long number() {
    expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
    return value(JsonParser::getLongValue);
  }

  /** The truth value at hand. */
  boolean truth() {
    if (parser.currentToken() != JsonToken.VALUE_TRUE) {
      expect(JsonToken.VALUE_FALSE, "true or false");
    }
    return parser.currentToken() == JsonToken.VALUE_TRUE;
  }

  /**
   * The value at hand, whatever it is: a text, a number, a truth value, null, or lists and maps of
   * them.
   */
  @Nullable Object any() {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        object(name -> map.put(name, any()));
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        array(() -> list.add(any()));
        yield list;
      }
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT -> value(JsonParser::getNumberValue);
      case VALUE_NUMBER_FLOAT -> value(JsonParser::getDecimalValue);
      case VALUE_TRUE, VALUE_FALSE -> truth();
      default -> null;
    };
  }

  /** Passes over the value at hand. */
  void skip() {
    value(JsonParser::skipChildren);
  }

  /** Refuses anything after the value that was read. */
  void end() {
    if (next() != null) {
      throw wrong("expected the end, found " + found());
    }
  }

  /** An error with the place that was read last. */
  FuseboxException wrong(String message) {
    return wrong(message, null);
  }

  private FuseboxException wrong(String message, @Nullable Throwable cause) {
    return new FuseboxException(place() + message, cause);
  }

  /** The place that was read last, to begin a message with: {@code file:line:column: }. */
  String place() {
    return place(parser.currentTokenLocation());
  }

  private String place(JsonLocation at) {
    long line = firstLine + Math.max(0, at.getLineNr() - 1);
    return "%s:%d:%d: ".formatted(file, line, Math.max(1, at.getColumnNr()));
  }

  private void expect(JsonToken token, String words) {
    if (parser.currentToken() != token) {
      throw wrong("expected %s, found %s".formatted(words, found()));
    }
  }

  private String found() {
    JsonToken token = parser.currentToken();
    return token == null
        ? oneLine ? "the end of the line" : "the end of the file"
        : switch (token) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "a list";
          case VALUE_STRING -> "a text";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number (without quotes)";
          default -> token.asString();
        };
  }

  private JsonToken next() {
    return value(JsonParser::nextToken);
  }

  private <T> T value(Step<T> step) {
    try {
      return step.of(parser);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new FuseboxException(
          place(at == null ? parser.currentTokenLocation() : at) + reason(e), e);
    } catch (IOException e) {
      throw wrong("cannot be read: " + IoErrorMessage.of(e), e);
    }
  }

  private String reason(JsonProcessingException e) {
    return oneLine && e instanceof JsonEOFException
        ? "the line ends before its object does; each line must be one whole object"
        : JsonErrorMessage.of(e);
  }

  /** A step of the parser. */
  private interface Step<T> {
    T of(JsonParser parser) throws IOException;
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new FuseboxException("cannot close %s: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }
}
