package io.fusebox.runtime.server.api;

import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files of pages: those of the class path, as servlets have them, and those of plug-ins. */
final class StaticFiles {
  /** Where jars have files that are served as they are; webjars are such jars. */
  private static final String ROOT = "META-INF/resources/";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9@_+-][A-Za-z0-9@._+-]*");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("wav", "audio/wav"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("woff2", "font/woff2"));

  private StaticFiles() {}

  /**
   * Whether a path can only lead down: names with no dot before them, nothing else.
   *
   * @param path without a slash before it
   */
  static boolean isSafe(String path) {
    for (String name : path.split("/", -1)) {
      if (!NAME.matcher(name).matches()) {
        return false;
      }
    }
    return true;
  }

  /** A file of the class path. */
  static Optional<URL> find(String path) {
    return isSafe(path)
        ? Optional.ofNullable(StaticFiles.class.getClassLoader().getResource(ROOT + path))
        : Optional.empty();
  }

  /** Replies with a file; browsers ask each time whether it is still the same. */
  static void send(HttpExchange call, String path, Optional<URL> file) throws IOException {
    URL found = file.orElseThrow(() -> new Problem(404, "there is no file " + path));
    try (InputStream in = found.openStream()) {
      call.with("Cache-Control", "no-cache").reply(200, type(path), in.readAllBytes());
    }
  }

  private static String type(String path) {
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(ending, "application/octet-stream");
  }
}
