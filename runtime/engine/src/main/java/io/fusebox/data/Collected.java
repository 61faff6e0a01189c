package io.fusebox.data;

import io.fusebox.FuseboxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Examples as they are read: no more than allowed, no id twice. */
final class Collected {
  private final int most;
  private final List<Example> examples = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  Collected(Limits limits) {
    this.most = limits.examples();
  }

  void add(Example example) {
    if (examples.size() == most) {
      throw new FuseboxException("more than " + most + " examples; split the data set");
    }
    if (!ids.add(example.id())) {
      throw new FuseboxException("the id '" + example.id() + "' is there twice; ids are unique");
    }
    examples.add(example);
  }

  int size() {
    return examples.size();
  }

  List<Example> list() {
    return examples;
  }
}
