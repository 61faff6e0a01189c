package io.fusebox.runtime.worlds.scenes;

import java.util.List;

/** The words of the world. Their order is part of the recipe: pictures and texts count on it. */
final class WorldVocabulary {
  static final List<String> COLOURS =
      List.of(
          "black", "white", "gray", "red", "green", "blue", "yellow", "teal", "brown", "orange",
          "purple", "pink", "navy", "lime", "cyan", "tan");

  static final List<String> SHAPES =
      List.of(
          "circle",
          "rectangle",
          "triangle",
          "diamond",
          "cross",
          "ring",
          "star",
          "dome",
          "square",
          "oval",
          "heart",
          "hexagon");

  static final List<String> NOUNS = List.of("shape", "object", "thing", "figure");

  static final List<String> IMAGES = List.of("picture", "image", "scene", "photo", "drawing");

  static final List<String> HAVE = List.of("contain", "show", "have", "include");

  private WorldVocabulary() {}

  /** {@code "circle" -> "a circle"}, {@code "oval" -> "an oval"}. */
  static String withArticle(String words) {
    return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
  }
}
