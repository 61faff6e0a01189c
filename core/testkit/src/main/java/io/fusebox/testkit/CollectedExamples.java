package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.fusebox.api.data.DataFormat;
import io.fusebox.api.data.DataFormat.Examples;
import io.fusebox.api.data.DataFormat.Source;
import io.fusebox.api.task.Example;
import java.util.ArrayList;
import java.util.List;

/**
 * Examples as a format gives them.
 *
 * @param most how many are taken before {@code enough} is thrown
 */
record CollectedExamples(List<Example> list, int most, RuntimeException enough)
    implements Examples {

  /** All that are read. */
  static List<Example> of(DataFormat format, Source source) {
    CollectedExamples all = until(Integer.MAX_VALUE, new IllegalStateException());
    format.read(source, all);
    return List.copyOf(all.list);
  }

  static CollectedExamples until(int most, RuntimeException enough) {
    return new CollectedExamples(new ArrayList<>(), most, enough);
  }

  @Override
  public void add(Example example, String place) {
    assertNotNull(place, "the place of an example, for messages");
    if (list.size() == most) {
      throw enough;
    }
    list.add(example);
  }

  @Override
  public void name(String name) {
    assertFalse(name.isBlank(), "the name of what was read");
  }
}
