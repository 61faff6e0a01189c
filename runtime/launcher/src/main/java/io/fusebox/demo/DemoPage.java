package io.fusebox.demo;

import io.fusebox.FuseboxException;
import io.fusebox.files.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One self-contained HTML page: the table, and pictures with question, answer and truth. */
public final class DemoPage {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Fusebox: what the prompts learnt to see</title>
      <style>
        :root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #cf222e; }
        @media (prefers-color-scheme: dark) { :root { --good: #4ac26b; --bad: #ff7b72; } }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; } td, th { padding: .3rem 1rem .3rem 0; text-align: right; border-bottom: 1px solid var(--line); }
        td:first-child, th:first-child { text-align: left; }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 1rem; }
        figure { margin: 0; border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; }
        img { width: 100%%; image-rendering: pixelated; border-radius: .25rem; }
        .right { color: var(--good); } .wrong { color: var(--bad); }
      </style>
      <h1>What the prompts learnt to see</h1>
      <p>The language model and the image encoder are frozen; only the strategy's own weights were
      trained. BlackImage trained on black pictures, NoPrompt not at all: what they score needs no
      sight.</p>
      <table>%s</table>
      <h2>%s, on pictures it had not seen</h2>
      <div class="cards">%s</div>
      </html>
      """;

  private DemoPage() {}

  /** Writes the page. */
  public static void write(Path file, List<DemoResult> results) {
    DemoResult last = results.get(results.size() - 1);
    String cards = last.samples().stream().map(DemoPage::card).collect(Collectors.joining());
    byte[] page =
        PAGE.formatted(table(results), escape(last.strategy()), cards)
            .getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> AtomicFile.writeAll(out, ByteBuffer.wrap(page)));
  }

  private static String table(List<DemoResult> results) {
    List<String> types = List.copyOf(results.get(0).accuracy().keySet());
    StringBuilder table = new StringBuilder("<tr><th>strategy<th>trained");
    types.forEach(type -> table.append("<th>").append(escape(type)));
    table.append("<th>overall");
    for (DemoResult result : results) {
      table.append("<tr><td>%s<td>%,d".formatted(escape(result.strategy()), result.trained()));
      types.forEach(t -> table.append("<td>").append(percent(result.accuracy().get(t))));
      table.append("<td>").append(percent(result.overall()));
    }
    return table.toString();
  }

  private static String card(DemoResult.Sample sample) {
    boolean right = sample.answer().equals(sample.truth());
    return "<figure><img alt=\"\" src=\"data:image/png;base64,%s\"><figcaption>%s<br><b class=\"%s\">%s</b>%s</figcaption></figure>"
        .formatted(
            picture(sample.picture()),
            escape(sample.question()),
            right ? "right" : "wrong",
            sample.answer().isEmpty() ? "(nothing)" : escape(sample.answer()),
            right ? "" : " (truth: " + escape(sample.truth()) + ")");
  }

  private static String picture(String file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw new FuseboxException("the picture " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String percent(Double share) {
    return share == null ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
