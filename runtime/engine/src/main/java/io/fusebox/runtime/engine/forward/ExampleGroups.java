package io.fusebox.runtime.engine.forward;

import io.fusebox.api.fusion.Segment;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Questions that have the same parts of what a pipeline reads. Only those go through the PLM
 * together: a part that is missing is left out of the sequence, so that no position and no distance
 * in it tells of the gap, whatever else is in the batch.
 */
public final class ExampleGroups {
  private ExampleGroups() {}

  /** The places of the questions in {@code questions}, those that are alike together, in order. */
  public static List<List<Integer>> places(Pipeline pipeline, List<Question> questions) {
    Set<String> read = read(pipeline);
    Map<Set<String>, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      Set<String> parts = questions.get(i).parts();
      parts.retainAll(read);
      places.computeIfAbsent(parts, p -> new ArrayList<>()).add(i);
    }
    return List.copyOf(places.values());
  }

  /** Examples by their questions that are alike. */
  public static List<List<Example>> groups(Pipeline pipeline, List<Example> examples) {
    return places(pipeline, Example.questions(examples)).stream()
        .map(group -> group.stream().map(examples::get).toList())
        .toList();
  }

  /** The parts that the pipeline reads, in its order: the names of its inputs, and the text. */
  public static Set<String> read(Pipeline pipeline) {
    Set<String> read = new LinkedHashSet<>();
    pipeline.modalityInputs().forEach(modalityInput -> read.add(modalityInput.name()));
    read.add(Segment.TEXT);
    return read;
  }
}
