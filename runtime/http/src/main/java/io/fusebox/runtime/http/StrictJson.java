package io.fusebox.runtime.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads and writes JSON: bounded in depth, each name once, nothing after it. */
public final class StrictJson {
  private static final int MAX_DEPTH = 64;
  private static final JsonMapper MAPPER = mapper();

  private StrictJson() {}

  private static JsonMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(Limits.STANDARD.json())
                .build());
    return mapper;
  }

  /**
   * Parses one JSON object.
   *
   * @throws Problem 400 when it is none
   */
  static ObjectNode object(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new Problem(400, "the body must be a JSON object {...}");
    } catch (JacksonException e) {
      throw new Problem(400, "the body is not valid JSON%s".formatted(place(e)), e);
    } catch (IOException e) {
      throw new Problem(400, "the body cannot be read", e);
    }
  }

  private static String place(JacksonException e) {
    JsonLocation at = e.getLocation();
    return at == null || at.getLineNr() < 1
        ? ", or is nested deeper than " + MAX_DEPTH
        : " at line %d, column %d; a name may be given once, and at most %d levels"
            .formatted(at.getLineNr(), at.getColumnNr(), MAX_DEPTH);
  }

  /** A record, a map, a list or a node as JSON; components that are null are left out. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same as a tree. */
  public static ObjectNode tree(Record value) {
    return MAPPER.valueToTree(value);
  }
}
