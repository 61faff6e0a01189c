package io.fusebox.runtime.engine.forward;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.task.Example;
import io.fusebox.runtime.data.BadInput;
import io.fusebox.runtime.data.BadInputPolicy;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.features.UnreadableInputHandler;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.toolkit.template.InputTemplate.Parts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tries all that a pipeline reads of some examples, before anything is trained or measured on them:
 * files that cannot be decoded, and texts that the PLM has no room or no tokens for. Frozen
 * features are made by it and kept.
 */
public record InputScreening(Pipeline pipeline, FeatureStore store, BadInputPolicy policy) {

  /**
   * The examples with what can be used.
   *
   * @throws io.fusebox.api.FuseboxException when something cannot be used, and the policy is to
   *     stop
   */
  public Dataset of(Dataset data, ProgressListener progress) {
    List<BadInput> bad = new ArrayList<>(badTexts(data));
    for (ModalityInput modalityInput : pipeline.modalityInputs()) {
      bad.addAll(broken(modalityInput, data, progress));
    }
    return data.screened(bad, policy);
  }

  private List<BadInput> broken(
      ModalityInput modalityInput, Dataset data, ProgressListener progress) {
    String name = modalityInput.name();
    List<BadInput> bad = new ArrayList<>();
    UnreadableInputHandler found =
        (input, why) -> {
          if (policy == BadInputPolicy.STOP) {
            data.screened(
                owners(data, name, input, String.valueOf(why.getMessage())), policy); // at once
          }
          bad.addAll(owners(data, name, input, String.valueOf(why.getMessage())));
        };
    List<Path> inputs = BatchBuilder.inputs(Example.questions(data.examples()), name);
    if (modalityInput.thawed() || pipeline.strategy().trainsOnBlanks()) {
      store.probe(modalityInput, inputs, progress, found);
    } else {
      store.prepare(modalityInput, inputs, progress, found);
    }
    return bad;
  }

  private static List<BadInput> owners(Dataset data, String name, Path input, String why) {
    return data.examples().stream()
        .filter(e -> e.files(name).contains(input))
        .map(e -> new BadInput(e.id(), name, why))
        .toList();
  }

  private List<BadInput> badTexts(Dataset data) {
    long most = pipeline.plm().spec().maxPositions();
    AnswerLengths answers = new AnswerLengths(pipeline);
    List<BadInput> bad = new ArrayList<>();
    for (Example example : data.examples()) {
      Consumer<String> badText = why -> bad.add(new BadInput(example.id(), Segment.TEXT, why));
      long tokens = longest(example, badText);
      if (tokens > most) {
        badText.accept("it has %d tokens, but the PLM knows %d positions".formatted(tokens, most));
      }
      if (pipeline.taskType().generates()) {
        answers
            .fault(example.target())
            .ifPresent(why -> bad.add(new BadInput(example.id(), BadInput.ANSWER, why)));
      }
    }
    answers.tell();
    return bad;
  }

  /** How many tokens a question's longer part has; 0 if it has one that the PLM lacks. */
  private long longest(Example example, Consumer<String> bad) {
    try {
      Parts parts = new QuestionTokens(pipeline).of(example.question());
      return Math.max(parts.before().length, parts.text().length);
    } catch (FuseboxException e) {
      bad.accept(e.getMessage());
      return 0;
    }
  }
}
