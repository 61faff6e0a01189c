package io.fusebox.runtime.explain;

import io.fusebox.api.encoder.PatchGrid;
import io.fusebox.api.fusion.Segment;
import io.fusebox.toolkit.image.Pixels;
import java.util.List;
import java.util.Optional;

/**
 * One segment of the PLM's input and what it added to the answer.
 *
 * @param name the segment's: {@code prompt}, a modality's id, {@code template} or {@code text}
 * @param units its positions, in order
 * @param image the image that its features come from, small enough to show
 * @param grid which of the positions look at which part of the image, if that is known
 */
public record ExplainedSegment(
    String name, List<Unit> units, Optional<Pixels> image, Optional<PatchGrid> grid) {
  /** One position: its word or its number, and its attribution. */
  public record Unit(String name, double value) {}

  public ExplainedSegment {
    units = List.copyOf(units);
  }

  /** Whether its positions are words: of the question, or of the template around it. */
  boolean isText() {
    return name.equals(Segment.TEXT) || name.equals(Segment.TEMPLATE);
  }

  /** The image as PNG, where there is one. */
  public Optional<byte[]> png() {
    return image.map(p -> PageImages.png(PageImages.image(p)));
  }

  /** The sum of what spoke for the answer, at least 0. */
  public double inFavour() {
    return units.stream().mapToDouble(u -> Math.max(u.value, 0)).sum();
  }

  /** The sum of what spoke against it, at least 0. */
  public double against() {
    return units.stream().mapToDouble(u -> Math.max(-u.value, 0)).sum();
  }

  /** All attributions together, with their signs. */
  public double sum() {
    return inFavour() - against();
  }

  /** All attributions together, whatever their signs. */
  public double magnitude() {
    return inFavour() + against();
  }

  /** The largest attribution, whatever its sign. */
  public double strongest() {
    return strongest(units);
  }

  static double strongest(List<Unit> units) {
    return units.stream().mapToDouble(u -> Math.abs(u.value)).max().orElse(0);
  }

  /** The positions that look at the whole image; none where there is no grid. */
  public List<Unit> whole() {
    return units.subList(0, grid.map(PatchGrid::global).orElse(0));
  }

  /** The patches, row by row; none where there is no grid. */
  public List<Unit> patches() {
    return grid.isEmpty() ? List.of() : units.subList(grid.get().global(), units.size());
  }
}
