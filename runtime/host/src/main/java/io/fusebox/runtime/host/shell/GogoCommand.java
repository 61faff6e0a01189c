package io.fusebox.runtime.host.shell;

import java.util.List;

/**
 * A command that a shell offers.
 *
 * @param name the name in the scope {@code fusebox}
 * @param code runs it: it prints to {@link System#out} and {@link System#err}
 */
public record GogoCommand(String name, Code code) {
  /** The action of a command. */
  @FunctionalInterface
  public interface Code {
    /** Runs with the words after the command's name; 0 when all was well. */
    int run(List<String> words);
  }
}
