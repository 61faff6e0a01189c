package io.fusebox.api.fusion;

import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Segments in their order in the PLM's input. */
public record Segments(List<Segment> list) implements Iterable<Segment> {
  public Segments {
    list = List.copyOf(list);
  }

  public static Segments of(Segment... segments) {
    return new Segments(List.of(segments));
  }

  /** These segments, then those. */
  public Segments concat(Segments next) {
    return new Segments(Stream.concat(list.stream(), next.list.stream()).toList());
  }

  /** Each segment changed by itself. */
  public Segments map(UnaryOperator<Segment> change) {
    return new Segments(list.stream().map(change).toList());
  }

  /** The same segments, blind to the data: they see blind segments alone. */
  public Segments asBlind() {
    return new Segments(list.stream().map(Segment::asBlind).toList());
  }

  @Override
  public Iterator<Segment> iterator() {
    return list.iterator();
  }
}
