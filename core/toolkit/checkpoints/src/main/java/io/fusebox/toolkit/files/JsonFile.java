package io.fusebox.toolkit.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads untrusted JSON objects: bounded in size and depth, each name once. */
public final class JsonFile {
  private static final int MAX_DEPTH = 64;

  private JsonFile() {}

  /**
   * Reads a file that must hold one JSON object.
   *
   * @throws FuseboxException when it is missing, larger than {@code maxBytes}, or no such object
   */
  public static JsonNode readObject(Path file, long maxBytes) {
    return parseObject(readBytes(file, maxBytes), file);
  }

  /**
   * Reads a whole file.
   *
   * @throws FuseboxException when it is missing or larger than {@code maxBytes}
   */
  public static byte[] readBytes(Path file, long maxBytes) {
    try {
      requireRegular(file);
      long size = Files.size(file);
      if (size > maxBytes) {
        throw new FuseboxException(
            "%s is %d bytes, more than the %d that such a file may have; is it the right file?"
                .formatted(file, size, maxBytes));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }

  /**
   * Refuses what only looks like a file: a folder, or a device or pipe, which may never end.
   *
   * @throws FuseboxException also when there is no such file
   */
  public static void requireRegular(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new FuseboxException(
          "cannot read %s: %s"
              .formatted(
                  file,
                  Files.isDirectory(file)
                      ? "it is a folder; name a file"
                      : Files.exists(file)
                          ? "it is not a regular file but a device or a pipe; copy it into a file"
                          : "there is no such file"));
    }
  }

  /**
   * Parses one JSON object.
   *
   * @param file where the bytes are from, for messages
   */
  public static JsonNode parseObject(byte[] bytes, Path file) {
    try {
      JsonNode node = mapper().readTree(bytes);
      if (!node.isObject()) {
        throw new FuseboxException(
            "%s must hold a JSON object {...}, found %s".formatted(file, found(node)));
      }
      return node;
    } catch (JacksonException e) {
      throw new FuseboxException(
          "%s:%s: not valid JSON: %s; restore or download it again"
              .formatted(file, JsonErrorMessage.place(e), JsonErrorMessage.of(e)),
          e);
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }

  private static String found(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.isArray() ? "a list" : "a plain value";
  }

  /** Python writes NaN and Infinity into some real configurations. */
  private static JsonMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
    return mapper;
  }
}
