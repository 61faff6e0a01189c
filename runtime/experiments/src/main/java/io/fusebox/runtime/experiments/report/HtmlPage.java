package io.fusebox.runtime.experiments.report;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/**
 * An HTML page that needs nothing but itself: no network, no scripts, light and dark. It is
 * well-formed XML too.
 */
public final class HtmlPage {
  private static final Set<String> IMAGES = Set.of("bmp", "gif", "jpeg", "jpg", "png", "webp");
  private static final long MOST_IMAGE_BYTES = 4L << 20;

  /** So small an image has few pixels, which are shown as they are. */
  private static final int SMALL_BYTES = 16 << 10;

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>%s</title>
      <style>
        :root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #cf222e; }
        @media (prefers-color-scheme: dark) { :root { --good: #4ac26b; --bad: #ff7b72; } }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        td, th { padding: .3rem 1rem .3rem 0; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
        td:first-child, th:first-child { text-align: left; }
        tr.baseline td { opacity: .75; font-style: italic; }
        .wide { overflow-x: auto; margin: 1rem 0; }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%%), 1fr)); gap: 1rem; }
        figure { margin: 0; border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; overflow-wrap: anywhere; }
        img { width: 100%%; max-height: 16rem; object-fit: contain; border-radius: .25rem; }
        img.small { image-rendering: pixelated; }
        dl { display: grid; grid-template-columns: 1fr auto; gap: 0 .75rem; margin: .5rem 0 0; font-size: .875rem; }
        dd { margin: 0; text-align: right; }
        .right { color: var(--good); } .wrong { color: var(--bad); }
      </style>
      </head>
      <body>
      %s
      </body>
      </html>
      """;

  private HtmlPage() {}

  /**
   * Writes a page, whole or not at all.
   *
   * @param title text
   * @param body markup, in which all text from elsewhere is escaped
   */
  public static void write(Path file, String title, String body) {
    AtomicFile.write(file, PAGE.formatted(escape(title), body).getBytes(StandardCharsets.UTF_8));
  }

  /** Text as markup that shows it; signs that no page may hold are left out. */
  public static String escape(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F\\uFFFE\\uFFFF]", "")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Whether a file is, by its name, an image or an animation that pages show. */
  static boolean isImage(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return IMAGES.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static boolean isGif(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".gif");
  }

  /** An image file as an element that holds all its bytes; of a very large one, its name. */
  public static String image(Path file) {
    try {
      if (Files.size(file) > MOST_IMAGE_BYTES) {
        return "<p>%s</p>".formatted(escape(file.getFileName().toString()));
      }
      byte[] bytes = Files.readAllBytes(file);
      return "<img alt=\"\" class=\"%s\" src=\"data:image/%s;base64,%s\"/>"
          .formatted(
              bytes.length < SMALL_BYTES ? "small" : "large",
              isGif(file) ? "gif" : "png",
              Base64.getEncoder().encodeToString(bytes));
    } catch (IOException e) {
      throw new FuseboxException(
          "the image %s cannot be read: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }
}
