package io.fusebox.runtime.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a demo's numbers mean, in a sentence for each strategy, and what its models can do. */
public final class DemoNotes {
  /** Of the models that come with Fusebox. */
  public static final String EMBEDDED =
      "The models that come with Fusebox are small: they know images of one coloured shape and"
          + " short questions about its colour and its shape; no photos, no counting, no other"
          + " words.";

  private DemoNotes() {}

  /**
   * A sentence for each result.
   *
   * @param results the controls, then the strategy that they are compared with
   */
  public static List<String> of(List<DemoResult> results) {
    List<String> notes = new ArrayList<>();
    DemoResult last = results.get(results.size() - 1);
    for (DemoResult result : results.subList(0, results.size() - 1)) {
      notes.add(control(result));
    }
    results.subList(0, results.size() - 1).stream()
        .filter(DemoNotes::isBlind)
        .findFirst()
        .ifPresent(blind -> notes.add(seen(last, blind)));
    return notes;
  }

  private static boolean isBlind(DemoResult result) {
    return result.strategy().contains("blackimage");
  }

  private static String control(DemoResult control) {
    return isBlind(control)
        ? "%s trained on black images: the %s that it gets right are what the words of the questions give away."
            .formatted(control.strategy(), percent(control.overall()))
        : "%s trained nothing: the %s that it gets right are what the language model says by itself."
            .formatted(control.strategy(), percent(control.overall()));
  }

  private static String seen(DemoResult last, DemoResult blind) {
    return String.format(
        Locale.ROOT,
        "%s saw the images: it is %.1f points above %s, and that is what it sees.",
        last.strategy(),
        100 * (last.overall() - blind.overall()),
        blind.strategy());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
