package io.fusebox.api.task;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.Segment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A question about some input. Immutable.
 *
 * @param inputs the file of each modality, in the order of the modalities' ids; a modality without
 *     one is left out of what the PLM reads
 * @param text empty where the text is left out on purpose; then there is at least one input
 */
public record Question(Map<Modality, Path> inputs, String text) {
  /** Copies the inputs; refuses a blank text, and a question without text and inputs. */
  public Question {
    require(
        !text.isBlank() || text.isEmpty() && !inputs.isEmpty(),
        "a question has a text or at least one input");
    inputs = sorted(inputs);
  }

  /**
   * A question with a text.
   *
   * @throws io.fusebox.api.FuseboxException when the text is blank: only whoever means to leaves it
   *     out
   */
  public static Question withText(Map<Modality, Path> inputs, String text) {
    require(!text.isBlank(), "the question is empty; give its text");
    return new Question(inputs, text);
  }

  /** The parts that there are: the modalities' ids, and {@code text}. */
  public Set<String> parts() {
    Set<String> parts = new TreeSet<>();
    inputs.keySet().forEach(modality -> parts.add(modality.id()));
    if (!text.isEmpty()) {
      parts.add(Segment.TEXT);
    }
    return parts;
  }

  /** The same question with these parts at most: modalities by their ids, and {@code text}. */
  public Question only(Set<String> kept) {
    Map<Modality, Path> left = new LinkedHashMap<>(inputs);
    left.keySet().removeIf(modality -> !kept.contains(modality.id()));
    return new Question(left, kept.contains(Segment.TEXT) ? text : "");
  }

  private static Map<Modality, Path> sorted(Map<Modality, Path> inputs) {
    Map<Modality, Path> ordered = new LinkedHashMap<>();
    inputs.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparing(Modality::id)))
        .forEach(e -> ordered.put(e.getKey(), e.getValue()));
    return Collections.unmodifiableMap(ordered);
  }
}
