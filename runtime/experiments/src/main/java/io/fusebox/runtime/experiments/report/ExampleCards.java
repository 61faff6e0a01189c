package io.fusebox.runtime.experiments.report;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Example;
import io.fusebox.runtime.data.metrics.VqaAccuracy;
import io.fusebox.runtime.experiments.Arm.Kind;
import io.fusebox.runtime.experiments.ResultRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Test questions with their images, and what each strategy answered: as many that the best one has
 * right as it has wrong, spread over the data.
 */
final class ExampleCards {
  private static final int EACH = 6;
  private static final int MOST_SHOWN = 4;

  private final List<Example> examples;
  private final List<ResultRow> rows;

  /**
   * @param rows of one number of shots; ablations are left out
   */
  ExampleCards(List<Example> examples, List<ResultRow> rows) {
    this.examples = examples;
    this.rows = rows.stream().filter(r -> r.arm().kind() != Kind.ABLATION).toList();
  }

  /** The strategy by which questions are chosen. */
  ResultRow best() {
    return rows.stream()
        .filter(r -> r.arm().kind() == Kind.STRATEGY)
        .max(Comparator.comparingDouble(r -> r.overall().mean()))
        .orElseThrow();
  }

  /** Cards of the questions that the best strategy has right, or wrong. */
  String cards(boolean right) {
    StringBuilder cards = new StringBuilder("<div class=\"cards\">");
    chosen(right).forEach(i -> cards.append(card(i)));
    return cards.append("</div>").toString();
  }

  private List<Integer> chosen(boolean right) {
    List<Integer> fitting =
        IntStream.range(0, examples.size())
            .filter(i -> isRight(best(), i) == right)
            .boxed()
            .toList();
    List<Integer> chosen = new ArrayList<>();
    Set<Map<String, List<Path>>> inputs = new HashSet<>();
    for (int n = 0; n < Math.min(EACH, fitting.size()); n++) {
      int at = fitting.get((int) ((long) n * fitting.size() / EACH % fitting.size()));
      if (inputs.add(examples.get(at).files())) {
        chosen.add(at);
      }
    }
    return chosen;
  }

  /** The answers of the first seed. */
  private static String answer(ResultRow row, int question) {
    return row.outcomes().get(0).answers().get(question);
  }

  private boolean isRight(ResultRow row, int question) {
    return VqaAccuracy.of(answer(row, question), examples.get(question).answers()) > 0.5;
  }

  private String card(int question) {
    Example example = examples.get(question);
    StringBuilder card = new StringBuilder("<figure>");
    shown(example).forEach(image -> card.append(HtmlPage.image(image)));
    card.append(
        "<figcaption>%s<br/><b>%s</b></figcaption><dl>"
            .formatted(HtmlPage.escape(example.text()), HtmlPage.escape(example.target())));
    rows.forEach(row -> card.append(line(row, question)));
    return card.append("</dl></figure>").toString();
  }

  /** The first images, and animations that pages can show, whatever the inputs are called. */
  private static List<Path> shown(Example example) {
    return example.files().entrySet().stream()
        .flatMap(input -> input.getValue().stream().filter(f -> isShown(input.getKey(), f)))
        .limit(MOST_SHOWN)
        .toList();
  }

  private static boolean isShown(String input, Path file) {
    return input.equals(Modality.IMAGE.id()) || HtmlPage.isImage(file);
  }

  private String line(ResultRow row, int question) {
    boolean right = isRight(row, question);
    String answer = answer(row, question);
    return "<dt>%s</dt><dd class=\"%s\">%s %s</dd>"
        .formatted(
            HtmlPage.escape(row.arm().label()),
            right ? "right" : "wrong",
            answer.isEmpty() ? "(nothing)" : HtmlPage.escape(answer),
            right ? "✓" : "✗");
  }
}
