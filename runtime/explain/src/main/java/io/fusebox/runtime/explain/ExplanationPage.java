package io.fusebox.runtime.explain;

import static io.fusebox.runtime.explain.HtmlText.escape;
import static io.fusebox.runtime.explain.HtmlText.fill;

import io.fusebox.runtime.explain.ExplainedSegment.Unit;
import io.fusebox.toolkit.files.AtomicFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** One self-contained HTML page of an explanation: no script, nothing to fetch. */
public final class ExplanationPage {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
      <title>Fusebox: why “{answer}”?</title>
      <style>
        :root { color-scheme: light dark; --line: #8884; --soft: #0009; --for: 232 89 12; --against: 25 113 194; --card: #fff; --veil: .55; }
        @media (prefers-color-scheme: dark) { :root { --soft: #fffa; --for: 255 146 43; --against: 77 171 247; --card: #1b1b1f; --veil: .35; } }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
        .answer { font-size: 1.5rem; font-weight: 700; overflow-wrap: anywhere; } .soft { color: var(--soft); }
        .images { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem; align-items: start; }
        figure { margin: 0; border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; background: var(--card); }
        svg { display: block; width: 100%; } .coarse svg { image-rendering: pixelated; }
        .heat .under { filter: grayscale(1); opacity: var(--veil); } .strip { height: 4.5rem; }
        .for { fill: rgb(var(--for)); } .against { fill: rgb(var(--against)); }
        .words { display: flex; flex-wrap: wrap; gap: .4rem; }
        .word { border: 1px solid var(--line); border-radius: .35rem; padding: .15rem .5rem; text-align: center; max-width: 100%; overflow-wrap: anywhere; }
        .word small { display: block; font-size: .75rem; color: var(--soft); font-variant-numeric: tabular-nums; }
        .word.for { background: rgb(var(--for) / calc(var(--s) * .6)); } .word.against { background: rgb(var(--against) / calc(var(--s) * .6)); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        td, th { padding: .35rem .75rem .35rem 0; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
        td:first-child, th:first-child { text-align: left; } td:last-child, th:last-child { width: 40%; min-width: 8rem; padding-right: 0; text-align: left; }
        .bar { display: flex; height: .9rem; border-radius: .2rem; overflow: hidden; background: var(--line); }
        .bar i { display: block; } .bar .for { background: rgb(var(--for)); } .bar .against { background: rgb(var(--against)); }
        .legend { display: flex; align-items: center; gap: .5rem; font-size: .85rem; margin-top: .5rem; font-variant-numeric: tabular-nums; }
        .legend i { flex: 1; height: .6rem; border-radius: .2rem; background: linear-gradient(90deg, rgb(var(--against)), transparent, rgb(var(--for))); }
      </style>
      <p class="soft">{strategy}, pipeline {pipeline}</p>
      <h1>{question}</h1>
      <p><span class="answer">{answer}</span> <span class="soft">{probability}</span></p>
      <p>How much each position that the language model reads adds to the log-probability of <b>{word}</b>:
      <b style="color: rgb(var(--for))">orange</b> speaks for it, <b style="color: rgb(var(--against))">blue</b> against it.</p>
      {blend}
      {images}
      <h2>Words</h2>
      {words}
      <h2>Parts of the input</h2>
      <div class="scroll"><table><tr><th>part<th>positions<th>for<th>against<th>sum<th>share of all, whatever its sign{rows}</table></div>
      {strips}
      <h2>How complete this is</h2>
      <p>{completeness}</p>
      <p class="soft">Integrated gradients, {rule}, {steps} steps from zeros to the input.</p>
      </html>
      """;

  private ExplanationPage() {}

  /** Writes the page. */
  public static void write(Path file, Explanation of) {
    ByteBuffer page = ByteBuffer.wrap(html(of).getBytes(StandardCharsets.UTF_8));
    AtomicFile.write(file, out -> AtomicFile.writeAll(out, page));
  }

  static String html(Explanation of) {
    return fill(
        PAGE,
        Map.ofEntries(
            Map.entry("answer", escape(of.answer())),
            Map.entry("question", escape(of.question())),
            Map.entry("word", escape(of.word())),
            Map.entry("strategy", escape(of.strategy())),
            Map.entry("pipeline", escape(of.pipeline())),
            Map.entry("probability", escape(NumberText.probability(of))),
            Map.entry("blend", of.blend().map(b -> "<p>" + escape(b)).orElse("")),
            Map.entry("images", join(of, ImagePanel::html)),
            Map.entry("words", words(of)),
            Map.entry("rows", join(of, part -> row(of, part))),
            Map.entry("strips", join(of, BarPanel::html)),
            Map.entry("completeness", escape(of.completeness())),
            Map.entry("rule", of.rule().toString()),
            Map.entry("steps", Integer.toString(of.steps()))));
  }

  private static String join(
      Explanation of, java.util.function.Function<ExplainedSegment, String> panel) {
    return of.parts().stream().map(panel).collect(Collectors.joining("\n"));
  }

  private static String words(Explanation of) {
    return of.words().stream()
        .map(
            part ->
                "<div class=\"words\">"
                    + part.units().stream()
                        .map(unit -> chip(unit, part.strongest()))
                        .collect(Collectors.joining())
                    + "</div>")
        .collect(Collectors.joining("\n"));
  }

  /** A tinted word with its attribution. */
  static String chip(Unit unit, double strongest) {
    return "<span class=\"word %s\" style=\"--s:%s\">%s<small>%s</small></span>"
        .formatted(
            HtmlText.side(unit.value()),
            HtmlText.number(strongest == 0 ? 0 : Math.abs(unit.value()) / strongest),
            escape(unit.name()),
            NumberText.signed(unit.value()));
  }

  private static String row(Explanation of, ExplainedSegment part) {
    double all = of.magnitude();
    return "<tr><td>%s<td>%d<td>%s<td>%s<td>%s<td>%s<div class=\"bar\">%s%s</div>"
        .formatted(
            escape(part.name()),
            part.units().size(),
            NumberText.signed(part.inFavour()),
            NumberText.signed(-part.against()),
            NumberText.signed(part.sum()),
            NumberText.percent(of.share(part)),
            piece("for", part.inFavour(), all),
            piece("against", part.against(), all));
  }

  private static String piece(String side, double value, double all) {
    return "<i class=\"%s\" style=\"width:%s%%\"></i>"
        .formatted(side, HtmlText.number(all == 0 ? 0 : 100 * value / all));
  }
}
