package io.fusebox.toolkit.safetensors;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.JsonErrorMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses the JSON of the header and believes nothing in it. One parser reads one header. */
final class HeaderParser {
  static final int MAX_TENSORS = 250_000;
  static final int MAX_RANK = 32;
  private static final int MAX_DEPTH = 3;
  private static final int MAX_NAME = 10_000;
  private static final int MAX_STRING = 10_000_000;
  private static final int MAX_DIGITS = 20;

  private final JsonParser json;
  private final Map<String, TensorEntry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private @Nullable String tensor;

  private HeaderParser(JsonParser json) {
    this.json = json;
  }

  static SafetensorsHeader parse(byte[] header) throws MalformedFileException {
    if (header[0] != '{') {
      throw new MalformedFileException("the header must begin with '{'");
    }
    try (JsonParser json = factory().createParser(strictUtf8(header))) {
      HeaderParser parser = new HeaderParser(json);
      parser.top();
      return new SafetensorsHeader(parser.entries, parser.metadata);
    } catch (CharacterCodingException e) {
      throw new MalformedFileException("the header is not UTF-8");
    } catch (JacksonException e) {
      throw new MalformedFileException(
          "the header is not the JSON that it must be: " + JsonErrorMessage.of(e));
    } catch (IOException e) {
      throw new MalformedFileException("the header cannot be read: " + IoErrorMessage.of(e));
    }
  }

  /** Jackson alone would guess UTF-16 from a zero byte and let some ill-formed UTF-8 pass. */
  private static Reader strictUtf8(byte[] header) {
    return new InputStreamReader(
        new ByteArrayInputStream(header),
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /** Names are not interned: they are untrusted, and each occurs once. */
  private static JsonFactory factory() {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNameLength(MAX_NAME)
                .maxStringLength(MAX_STRING)
                .maxNumberLength(MAX_DIGITS)
                .build())
        .build();
  }

  private void top() throws IOException, MalformedFileException {
    expect(JsonToken.START_OBJECT, "the header");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (name.equals("__metadata__")) {
        metadata();
      } else {
        entries.put(name, entry(name));
      }
      if (entries.size() > MAX_TENSORS) {
        throw new MalformedFileException("the header names more than " + MAX_TENSORS + " tensors");
      }
    }
    if (json.nextToken() != null) {
      throw new MalformedFileException("the header goes on after its closing '}'");
    }
  }

  private void metadata() throws IOException, MalformedFileException {
    expect(JsonToken.START_OBJECT, "__metadata__");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      expect(JsonToken.VALUE_STRING, "a value in __metadata__");
      metadata.put(key, json.getText());
    }
  }

  private TensorEntry entry(String name) throws IOException, MalformedFileException {
    tensor = name;
    expect(JsonToken.START_OBJECT, "its description");
    Dtype dtype = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      switch (key) {
        case "dtype" -> dtype = dtype();
        case "shape" -> shape = numbers("shape", MAX_RANK);
        case "data_offsets" -> offsets = numbers("data_offsets", 2);
        default -> throw damage("has an unknown key " + MalformedFileException.quote(key));
      }
    }
    if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
      throw damage("must have a dtype, a shape and two data_offsets");
    }
    tensor = null;
    long[] dims = shape.stream().mapToLong(Long::longValue).toArray();
    return new TensorEntry(name, dtype, new Shape(dims), offsets.get(0), offsets.get(1));
  }

  private Dtype dtype() throws IOException, MalformedFileException {
    expect(JsonToken.VALUE_STRING, "dtype");
    String name = json.getText();
    return Dtype.of(name)
        .orElseThrow(() -> damage("has an unknown dtype " + MalformedFileException.quote(name)));
  }

  private List<Long> numbers(String what, int most) throws IOException, MalformedFileException {
    expect(JsonToken.START_ARRAY, what);
    List<Long> numbers = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT;
      if (!whole || json.getText().startsWith("-")) {
        throw damage(what + " must hold whole numbers that are not negative");
      }
      numbers.add(json.getLongValue());
      if (numbers.size() > most) {
        throw damage(what + " must hold at most " + most + " numbers");
      }
    }
    return numbers;
  }

  private void expect(JsonToken token, String what) throws IOException, MalformedFileException {
    JsonToken found = json.nextToken();
    if (found != token) {
      throw damage("%s must be %s, found %s".formatted(what, word(token), word(found)));
    }
  }

  /** Names the tensor that is being read; only now, as there may be very many. */
  private MalformedFileException damage(String what) {
    return new MalformedFileException(
        tensor == null ? what : "tensor " + MalformedFileException.quote(tensor) + ": " + what);
  }

  private static String word(JsonToken token) {
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> token.asString() == null ? "something else" : token.asString();
    };
  }
}
