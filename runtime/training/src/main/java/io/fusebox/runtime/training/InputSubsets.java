package io.fusebox.runtime.training;

import io.fusebox.runtime.engine.forward.ExampleGroups;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every choice of the parts that a pipeline reads: what it is worth to see, hear and read. */
public final class InputSubsets {
  private InputSubsets() {}

  /** All but the empty one, smallest first, each in the pipeline's order. */
  public static List<Set<String>> of(Pipeline pipeline) {
    List<String> parts = List.copyOf(ExampleGroups.read(pipeline));
    List<Set<String>> subsets = new ArrayList<>();
    for (int chosen = 1; chosen < 1 << parts.size(); chosen++) {
      Set<String> subset = new LinkedHashSet<>();
      for (int i = 0; i < parts.size(); i++) {
        if ((chosen >> i & 1) == 1) {
          subset.add(parts.get(i));
        }
      }
      subsets.add(subset);
    }
    subsets.sort(Comparator.comparing(Set::size));
    return List.copyOf(subsets);
  }
}
