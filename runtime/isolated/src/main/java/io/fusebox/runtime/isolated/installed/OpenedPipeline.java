package io.fusebox.runtime.isolated.installed;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.Scores;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.plugins.PluginException;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.isolated.BatchPipeline;
import io.fusebox.runtime.isolated.ShippedPipeline;
import io.fusebox.toolkit.tensor.HostTensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline that was read elsewhere, open in this JVM. Features are kept in memory alone: there
 * may be more inputs than the disk has room for.
 */
final class OpenedPipeline implements BatchPipeline {
  private final Fusebox fusebox;
  private final Pipeline pipeline;
  private final FeatureStore features = FeatureStore.inMemory();
  private final Answerer answerer;

  private OpenedPipeline(Fusebox fusebox, Pipeline pipeline, WeightValues weights) {
    this.fusebox = fusebox;
    this.pipeline = pipeline;
    this.answerer = new Answerer(pipeline, features, weights);
  }

  static OpenedPipeline open(FuseboxHome home, ShippedPipeline shipped, Path models, Path scratch) {
    UnpackedPipeline files = UnpackedPipeline.in(scratch, shipped);
    Fusebox fusebox = Fusebox.open(home, files.workspace());
    try {
      Pipeline pipeline = fusebox.assemble(files.spec(home, models));
      try {
        return new OpenedPipeline(fusebox, pipeline, files.weights(pipeline));
      } catch (RuntimeException | Error e) {
        pipeline.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      fusebox.close();
      throw e;
    }
  }

  @Override
  public List<Answered> answers(List<Query> queries) {
    return HostCall.of(() -> answered(queries));
  }

  private List<Answered> answered(List<Query> queries) {
    try {
      List<Question> questions = queries.stream().map(this::question).toList();
      return answerer.answers(questions, ProgressListener.NONE).stream()
          .map(OpenedPipeline::answered)
          .toList();
    } catch (PluginException e) {
      throw e;
    } catch (FuseboxException e) { // one of them is bad: which one is seen when each is alone
      return queries.size() == 1
          ? List.of(new Answered(null, 0, e.getMessage()))
          : queries.stream().map(query -> answered(List.of(query)).get(0)).toList();
    }
  }

  private Question question(Query query) {
    return new Question(query.files(), query.text());
  }

  private static Answered answered(Answer answer) {
    return new Answered(answer.text(), answer.probability(), null);
  }

  @Override
  public List<Features> features(String input, List<Path> files) {
    return HostCall.of(() -> made(modalityInput(input), files));
  }

  private ModalityInput modalityInput(String input) {
    pipeline.spec().requireReads(List.of(input));
    ModalityInput modalityInput =
        pipeline.modalityInputs().stream()
            .filter(each -> each.name().equals(input))
            .findFirst()
            .orElseThrow();
    require(
        !modalityInput.thawed(),
        "the encoder of '%s' is trained by the strategy %s: its features change and are not kept; choose a strategy that leaves it frozen"
            .formatted(input, pipeline.spec().strategy()));
    return modalityInput;
  }

  private List<Features> made(ModalityInput modalityInput, List<Path> files) {
    Map<Path, String> errors = new HashMap<>();
    features.prepare(
        modalityInput,
        files,
        ProgressListener.NONE,
        (file, why) -> errors.put(file, String.valueOf(why.getMessage())));
    return files.stream()
        .map(
            file ->
                Optional.ofNullable(errors.get(file))
                    .map(error -> new Features("", "", 0, new float[0], error))
                    .orElseGet(() -> made(modalityInput, file)))
        .toList();
  }

  private Features made(ModalityInput modalityInput, Path file) {
    HostTensor made = features.features(modalityInput, file);
    var key = features.key(modalityInput, file);
    int rows = Math.toIntExact(made.shape().get(0));
    return new Features(key.encoder(), key.input(), rows, made.data(), null);
  }

  @Override
  public Map<String, Double> scores(List<Truth> answers) {
    return HostCall.of(() -> scored(answers));
  }

  private Map<String, Double> scored(List<Truth> answers) {
    var examples = answers.stream().map(TruthExample::of).toList();
    pipeline.task().requireKnownAnswers(examples);
    List<String> texts = answers.stream().map(Truth::answer).toList();
    Scores scores = pipeline.taskType().score(examples, texts);
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("count", (double) scores.count());
    numbers.putAll(scores.numbers());
    return numbers;
  }

  @Override
  public void close() {
    answerer.close();
    pipeline.close();
    fusebox.close();
  }
}
