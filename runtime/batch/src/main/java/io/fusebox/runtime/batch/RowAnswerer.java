package io.fusebox.runtime.batch;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.features.UnreadableInputHandler;
import io.fusebox.runtime.engine.forward.BatchBuilder;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.progress.ProgressListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers the rows of one batch; one that cannot be answered does not keep others from it. */
record RowAnswerer(Pipeline pipeline, FeatureStore store, Answerer answerer) {
  /**
   * The outcome of one row.
   *
   * @param row with the reason why there is no answer, if there is none
   */
  record Outcome(QuestionRow row, Optional<Answer> answer) {
    byte[] line(Pipeline pipeline) {
      return answer
          .map(a -> PredictionLine.of(row, a, missing(pipeline)))
          .orElseGet(() -> PredictionLine.ofError(row));
    }

    private List<String> missing(Pipeline pipeline) {
      return row.question().map(q -> pipeline.spec().missing(q.files().keySet())).orElseThrow();
    }
  }

  /** The outcome of each row, in their order. */
  List<Outcome> outcomes(List<QuestionRow> rows) {
    try {
      return together(screened(rows));
    } catch (FuseboxException e) {
      return rows.stream().map(this::alone).toList();
    }
  }

  /** Inputs that cannot be read are known before anything is answered. */
  private List<QuestionRow> screened(List<QuestionRow> rows) {
    Map<Path, String> unreadable = new HashMap<>();
    UnreadableInputHandler found = (input, why) -> unreadable.put(input, why.getMessage());
    List<Question> questions = rows.stream().flatMap(r -> r.question().stream()).toList();
    for (ModalityInput input : pipeline.modalityInputs()) {
      List<Path> files = BatchBuilder.inputs(questions, input.name());
      if (input.thawed()) {
        store.probe(input, files, ProgressListener.NONE, found);
      } else {
        store.prepare(input, files, ProgressListener.NONE, found);
      }
    }
    return unreadable.isEmpty() ? rows : rows.stream().map(r -> judged(r, unreadable)).toList();
  }

  private QuestionRow judged(QuestionRow row, Map<Path, String> unreadable) {
    return row.question().stream()
        .flatMap(q -> pipeline.modalityInputs().stream().flatMap(i -> q.files(i.name()).stream()))
        .filter(unreadable::containsKey)
        .findFirst()
        .map(file -> row.withError(unreadable.getOrDefault(file, "")))
        .orElse(row);
  }

  private List<Outcome> together(List<QuestionRow> rows) {
    List<Question> questions = rows.stream().flatMap(r -> r.question().stream()).toList();
    List<Answer> answers =
        questions.isEmpty() ? List.of() : answerer.answers(questions, ProgressListener.NONE);
    List<Outcome> outcomes = new ArrayList<>();
    int answered = 0;
    for (QuestionRow row : rows) {
      outcomes.add(
          new Outcome(
              row,
              row.question().isEmpty() ? Optional.empty() : Optional.of(answers.get(answered++))));
    }
    return outcomes;
  }

  private Outcome alone(QuestionRow row) {
    try {
      return new Outcome(row, row.question().map(answerer::answer));
    } catch (FuseboxException e) {
      return new Outcome(row.withError(e.getMessage()), Optional.empty());
    }
  }
}
