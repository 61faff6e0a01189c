package io.fusebox.runtime.server.questions;

import io.fusebox.api.encoder.Modality;
import io.fusebox.runtime.http.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which input of a pipeline a file is for, when only its modality is known. */
final class InputNames {
  private InputNames() {}

  /**
   * All files of a modality go to the one input that has it; where several inputs have it, each
   * file goes to one of them, in the pipeline's order. Files that no input is for keep their
   * modality's name, so that the answer says that they are not read.
   *
   * @param inputs the modality of each of the pipeline's inputs, by its name, in its order
   * @param files by modality, in the order of the request
   * @throws Problem 400 when there are more files than inputs for them
   */
  static <T> Map<String, List<T>> of(Map<String, Modality> inputs, Map<Modality, List<T>> files) {
    Map<String, List<T>> named = new LinkedHashMap<>();
    files.forEach((modality, each) -> named.putAll(named(names(inputs, modality), modality, each)));
    return named;
  }

  private static List<String> names(Map<String, Modality> inputs, Modality modality) {
    return inputs.keySet().stream().filter(name -> modality.equals(inputs.get(name))).toList();
  }

  private static <T> Map<String, List<T>> named(
      List<String> names, Modality modality, List<T> files) {
    if (names.size() < 2) {
      return Map.of(names.isEmpty() ? modality.id() : names.get(0), files);
    }
    if (files.size() > names.size()) {
      throw new Problem(
          400,
          "the pipeline reads %d inputs of the modality %s (%s), found %d; send one for each"
              .formatted(names.size(), modality, String.join(", ", names), files.size()));
    }
    Map<String, List<T>> named = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      named.put(names.get(i), List.of(files.get(i)));
    }
    return named;
  }
}
