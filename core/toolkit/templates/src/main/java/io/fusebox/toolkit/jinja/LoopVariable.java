package io.fusebox.toolkit.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variable {@code loop} within a loop. */
final class LoopVariable {
  private LoopVariable() {}

  static Values.Namespace of(List<Object> items, int index) {
    Map<String, Object> loop = new LinkedHashMap<>();
    int size = items.size();
    loop.put("index", index + 1L);
    loop.put("index0", (long) index);
    loop.put("revindex", (long) size - index);
    loop.put("revindex0", size - index - 1L);
    // loops that stand in others count alone: depth is of recursive ones, which are not supported
    loop.put("depth", 1L);
    loop.put("depth0", 0L);
    loop.put("first", index == 0);
    loop.put("last", index == size - 1);
    loop.put("length", (long) size);
    loop.put("cycle", (Values.Function) (args, named) -> args.get(index % args.size()));
    if (index > 0) {
      loop.put("previtem", items.get(index - 1));
    }
    if (index < size - 1) {
      loop.put("nextitem", items.get(index + 1));
    }
    return new Values.Namespace(loop);
  }
}
