package io.fusebox.runtime.explain;

import static io.fusebox.runtime.explain.HtmlText.number;

import io.fusebox.runtime.explain.ExplainedSegment.Unit;
import java.util.List;

/** A bar for each position, up for the answer and down against it: prompts, frames, audio clips. */
final class BarPanel {
  private static final double HALF = 50;

  private BarPanel() {}

  /** Whether a part is shown so: what has neither words nor a place in an image. */
  static boolean shows(ExplainedSegment part) {
    return part.units().size() > 1 && part.grid().isEmpty() && !part.isText();
  }

  /** Empty for what is shown otherwise. */
  static String html(ExplainedSegment part) {
    if (!shows(part)) {
      return "";
    }
    return "<h2>%s, position by position</h2><svg class=\"strip\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"a bar for each position\">%s</svg><div class=\"legend\">1<i style=\"background:none\"></i>%s at most<i style=\"background:none\"></i>%d</div>"
        .formatted(
            HtmlText.escape(part.name()),
            part.units().size(),
            (int) (2 * HALF),
            bars(part.units(), part.strongest()),
            NumberText.signed(part.strongest()).replace("+", "±"),
            part.units().size());
  }

  private static String bars(List<Unit> units, double strongest) {
    StringBuilder bars = new StringBuilder();
    for (int i = 0; i < units.size(); i++) {
      double value = units.get(i).value();
      double height = strongest == 0 ? 0 : HALF * Math.abs(value) / strongest;
      bars.append(
          "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"0.8\" height=\"%s\"><title>%d: %s</title></rect>"
              .formatted(
                  HtmlText.side(value),
                  number(i + .1),
                  number(value < 0 ? HALF : HALF - height),
                  number(height),
                  i + 1,
                  NumberText.signed(value)));
    }
    return bars.toString();
  }
}
