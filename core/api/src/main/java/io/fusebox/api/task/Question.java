package io.fusebox.api.task;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.settings.NameSuggestions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A question about some input. Immutable.
 *
 * @param files the files of each of the pipeline's inputs, by the inputs' names in alphabetical
 *     order; several files of one input are read in their order, one after another. An input
 *     without files is not in it, and is left out of what the PLM reads
 * @param text empty where the text is left out on purpose; then there is at least one input
 */
public record Question(Map<String, List<Path>> files, String text) {
  /** How many files one input may have: each is read whole, and takes its place in the PLM. */
  public static final int MOST_FILES = 64;

  private static final Pattern INPUT = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /** Copies the files; refuses a blank text, and a question without text and inputs. */
  public Question {
    require(
        !text.isBlank() || text.isEmpty() && !files.isEmpty(),
        "a question has a text or at least one input");
    TreeMap<String, List<Path>> ordered = new TreeMap<>();
    files.forEach((input, each) -> ordered.put(input, checked(input, each)));
    files = Collections.unmodifiableMap(ordered);
  }

  /** Whether an input may be called so: 1 to 32 lower-case letters, digits and '-'. */
  public static boolean isInputName(String name) {
    return INPUT.matcher(name).matches();
  }

  private static List<Path> checked(String input, List<Path> files) {
    require(
        isInputName(input),
        "an input's name must be lower-case letters, digits and '-', found '%s'"
            .formatted(NameSuggestions.shown(input)));
    require(
        !files.isEmpty(),
        "the input '%s' has no file; give one, or leave the input out".formatted(input));
    require(
        files.size() <= MOST_FILES,
        "the input '%s' has %d files, more than the %d that are read; leave some out"
            .formatted(input, files.size(), MOST_FILES));
    return List.copyOf(files);
  }

  /**
   * A question with a text.
   *
   * @throws io.fusebox.api.FuseboxException when the text is blank: only those who mean to leave it
   *     out
   */
  public static Question withFiles(Map<String, List<Path>> files, String text) {
    require(!text.isBlank(), "the question is empty; give its text");
    return new Question(files, text);
  }

  /**
   * As {@link #withFiles} in the usual case: one file for each input, which is named by its
   * modality.
   */
  public static Question withText(Map<Modality, Path> inputs, String text) {
    return withFiles(byName(inputs), text);
  }

  /** The files of inputs that are named by their modality and have one file each. */
  public static Map<String, List<Path>> byName(Map<Modality, Path> inputs) {
    Map<String, List<Path>> files = new TreeMap<>();
    inputs.forEach((modality, file) -> files.put(modality.id(), List.of(file)));
    return files;
  }

  /** The files of one input; none if the question comes without it. */
  public List<Path> files(String input) {
    return files.getOrDefault(input, List.of());
  }

  /** The parts that there are: the inputs' names, and {@code text}. */
  public Set<String> parts() {
    Set<String> parts = new TreeSet<>(files.keySet());
    if (!text.isEmpty()) {
      parts.add(Segment.TEXT);
    }
    return parts;
  }

  /** The same question with these parts at most: inputs by their names, and {@code text}. */
  public Question only(Set<String> kept) {
    Map<String, List<Path>> left = new TreeMap<>(files);
    left.keySet().retainAll(kept);
    return new Question(left, kept.contains(Segment.TEXT) ? text : "");
  }
}
