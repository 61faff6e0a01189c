package io.fusebox.runtime.data;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Example;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The treatment of examples with {@linkplain BadInput parts that cannot be used}. */
public enum BadInputPolicy {
  /** Nothing is done with any example. */
  STOP("stopped at"),
  /** They are left out. */
  SKIP("left out"),
  /** They are kept without these parts; one that has no other is left out. */
  WITHOUT("did without inputs of");

  private final String words;

  BadInputPolicy(String words) {
    this.words = words;
  }

  /**
   * Goes on, or not.
   *
   * @param data what they were found in, for messages
   * @throws FuseboxException when there are any and this is {@link #STOP}
   */
  void check(List<BadInput> bad, String data) {
    if (this == STOP && !bad.isEmpty()) {
      throw new FuseboxException(
          "%s of %s have inputs that cannot be used:%n%s%nmend them, or train, evaluate and compare with --bad-inputs skip (leaves these examples out) or --bad-inputs without (keeps them without these inputs)"
              .formatted(counted(bad), data, BadInput.lines(bad)));
    }
  }

  /**
   * The usable rest of an example; empty = it is left out.
   *
   * @param bad its parts that cannot be used
   */
  Optional<Example> apply(Example example, Set<String> bad) {
    if (bad.isEmpty()) {
      return Optional.of(example);
    }
    return this == SKIP || bad.contains(BadInput.ANSWER) ? Optional.empty() : example.without(bad);
  }

  /** How many examples were treated so, and which. */
  public String report(List<BadInput> bad) {
    return "%s %s:%n%s%n".formatted(words, counted(bad), BadInput.lines(bad));
  }

  private static String counted(List<BadInput> bad) {
    long count = BadInput.examples(bad);
    return count == 1 ? "1 example" : "%,d examples".formatted(count);
  }
}
