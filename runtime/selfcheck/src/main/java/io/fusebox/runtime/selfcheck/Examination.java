package io.fusebox.runtime.selfcheck;

import io.fusebox.runtime.selfcheck.kernels.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks the library, and if kernels are wrong, asks again under one limit after another.
 *
 * @param settings what the user has chosen of the library's kernels: it is never changed
 */
record Examination(Library library, Map<String, String> settings) {

  Verdict run() {
    List<Finding> found = library.askElsewhere(Limit.NONE).orElseGet(library::askHere);
    List<Finding> wrong = Finding.wrong(found);
    if (wrong.isEmpty()) {
      return new Verdict(wrong, Limit.NONE, Finding.failed(found));
    }
    for (Limit limit : limits()) {
      Optional<List<Finding>> limited = library.askElsewhere(limit);
      if (limited.isEmpty()) { // It cannot be tried now; whoever applies it asks again.
        return new Verdict(wrong, limit, Finding.failed(found));
      } else if (Finding.wrong(limited.get()).isEmpty()) {
        return new Verdict(wrong, limit, Finding.failed(limited.get()));
      }
    }
    return new Verdict(wrong, Limit.NONE, Finding.failed(found));
  }

  private List<Limit> limits() {
    return Arrays.stream(Limit.values())
        .filter(limit -> limit != Limit.NONE && limit.respects(settings))
        .toList();
  }

  /** What a user can do whose machine no limit mends. */
  String advice() {
    if (!settings.isEmpty()) {
      String chosen =
          settings.entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining(" "));
      return "The environment has %s: unset it, or set %s"
          .formatted(chosen, Limit.ONEDNN_AVX2.words());
    }
    return "Older instructions do not mend it: use another machine or another version of the"
               + " library";
  }
}
