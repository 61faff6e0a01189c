package io.fusebox.runtime.explain;

import static io.fusebox.runtime.explain.HtmlText.number;

import io.fusebox.api.encoder.PatchGrid.Window;
import io.fusebox.runtime.explain.ExplainedSegment.Unit;
import io.fusebox.toolkit.image.Pixels;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** An image, and next to it a heat map over its patches. */
final class ImagePanel {
  /** Smaller images are shown with their pixels. */
  private static final int COARSE = 200;

  /** In place of a heat map. */
  static final String NO_HEAT =
      "The encoder does not say which part of the image a feature comes from (pooled features come"
          + " from all of it), so there is no heat map; what they add is below.";

  private ImagePanel() {}

  /** Empty for what is no image. */
  static String html(ExplainedSegment part) {
    return part.image().map(image -> html(part, image)).orElse("");
  }

  private static String html(ExplainedSegment part, Pixels image) {
    String id = "image-" + part.name();
    String shown =
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"the image\"><image id=\"%s\" width=\"%d\" height=\"%d\" href=\"data:image/png;base64,%s\"/></svg>"
            .formatted(
                image.width(),
                image.height(),
                id,
                image.width(),
                image.height(),
                Base64.getEncoder().encodeToString(PageImages.png(PageImages.image(image))));
    return "<h2>%s</h2><div class=\"images%s\"><figure>%s</figure>%s</div>"
        .formatted(
            HtmlText.escape(part.name()),
            image.width() < COARSE ? " coarse" : "",
            shown,
            part.grid().isPresent() ? heat(part, image, id) : pooled());
  }

  private static String pooled() {
    return "<figure>%s</figure>".formatted(HtmlText.escape(NO_HEAT));
  }

  private static String heat(ExplainedSegment part, Pixels image, String id) {
    double strongest = ExplainedSegment.strongest(part.patches());
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg class=\"heat\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"heat map over the image's patches\"><use class=\"under\" href=\"#%s\"/>"
            .formatted(image.width(), image.height(), id));
    List<Unit> patches = part.patches();
    for (int i = 0; i < patches.size(); i++) {
      svg.append(cell(part.grid().orElseThrow().patch(i), patches.get(i), strongest, image));
    }
    return "<figure>%s</svg>%s%s</figure>".formatted(svg, legend(strongest), whole(part));
  }

  private static String cell(Window at, Unit patch, double strongest, Pixels image) {
    return "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill-opacity=\"%s\"><title>%s</title></rect>"
        .formatted(
            HtmlText.side(patch.value()),
            number(at.left() * image.width()),
            number(at.top() * image.height()),
            number((at.right() - at.left()) * image.width()),
            number((at.bottom() - at.top()) * image.height()),
            number(strongest == 0 ? 0 : .9 * Math.abs(patch.value()) / strongest),
            NumberText.signed(patch.value()));
  }

  private static String legend(double strongest) {
    return "<div class=\"legend\">%s<i></i>%s</div>"
        .formatted(NumberText.signed(-strongest), NumberText.signed(strongest));
  }

  /** The features that look at all of it have no place on it. */
  private static String whole(ExplainedSegment part) {
    String chips =
        part.whole().stream()
            .map(
                unit ->
                    ExplanationPage.chip(
                        new Unit("the whole image", unit.value()), part.strongest()))
            .collect(Collectors.joining());
    return chips.isEmpty() ? "" : "<div class=\"words legend\">" + chips + "</div>";
  }
}
