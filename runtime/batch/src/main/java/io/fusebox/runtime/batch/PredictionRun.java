package io.fusebox.runtime.batch;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.data.InputHashes;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.toolkit.files.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Answers every row of some data, a batch at a time, into a file. The rows are read twice: once to
 * know them, once to answer them; never more than a batch of them is held. A run that was stopped
 * goes on after its last whole batch, so that the file is the same to the last byte.
 */
public final class PredictionRun {
  /** Rows whose answers are written at once. */
  private static final int BATCH = 128;

  private final Pipeline pipeline;
  private final FeatureStore store;
  private final WeightValues weights;
  private final QuestionSource source;
  private final ErrorPolicy policy;
  private final int batch;

  public PredictionRun(
      Pipeline pipeline,
      FeatureStore store,
      WeightValues weights,
      QuestionSource source,
      ErrorPolicy policy) {
    this(pipeline, store, weights, source, policy, BATCH);
  }

  /** With batches of another size. */
  PredictionRun(
      Pipeline pipeline,
      FeatureStore store,
      WeightValues weights,
      QuestionSource source,
      ErrorPolicy policy,
      int batch) {
    this.pipeline = pipeline;
    this.store = store;
    this.weights = weights;
    this.source = source;
    this.policy = policy;
    this.batch = batch;
  }

  /**
   * How a run ended.
   *
   * @param rows how many rows the data have
   * @param done how many of them are answered, in this run or before
   * @param before how many were answered before this run
   * @param errors how many of those that are done have an error
   * @param unread the inputs that the data have and the pipeline does not read
   */
  public record Result(long rows, long done, long before, long errors, Set<String> unread) {
    /** Whether nothing is left to do. */
    public boolean complete() {
      return done == rows;
    }
  }

  /**
   * Answers what is not answered yet; when all is, {@code target} holds it.
   *
   * @param fresh whether to begin again, whatever a former run has left
   * @param interrupted true = stop after the batch at hand
   * @throws FuseboxException when a former run was of other weights, another pipeline or other
   *     data; when a row cannot be answered, and the policy is to stop
   */
  public Result write(
      Path target, boolean fresh, ProgressListener progress, BooleanSupplier interrupted) {
    Overview rows = new Overview();
    source.read(rows::take);
    require(rows.count > 0, "%s holds no questions".formatted(source.source().path()));
    try (PredictionFile file =
            PredictionFile.open(
                target, RunIdentity.of(pipeline, weights, rows.digest.hex()), fresh);
        Answerer answerer = new Answerer(pipeline, store, weights)) {
      long before = file.last().rows();
      progress.update(before, rows.count, "answering");
      Batches batches = new Batches(file, answerer, rows.count, progress, interrupted);
      source.read(batches::take);
      batches.flush();
      long done = file.last().rows();
      if (done == rows.count) {
        file.finish();
      }
      return new Result(rows.count, done, before, file.last().errors(), rows.unread);
    }
  }

  /** The findings of the first reading. */
  private final class Overview {
    private final Sha256 digest = new Sha256();
    private final Set<String> unread = new TreeSet<>();
    private long count;

    boolean take(QuestionRow row) {
      row.addTo(digest);
      row.question().ifPresent(q -> unread.addAll(q.files().keySet()));
      unread.removeAll(pipeline.spec().inputs().keySet());
      require(
          row.error().isEmpty() || policy == ErrorPolicy.RECORD,
          "%s; fix it, or give --on-error record to have the reason in place of its answer"
              .formatted(row.error()));
      count++;
      return true;
    }
  }

  /** The results of the second reading. */
  private final class Batches {
    private final PredictionFile file;
    private final List<PredictionFile.Mark> before;
    private final RowAnswerer answerer;
    private final long total;
    private final ProgressListener progress;
    private final BooleanSupplier interrupted;
    private final List<QuestionRow> rows = new ArrayList<>();
    private int checked;

    Batches(
        PredictionFile file,
        Answerer answerer,
        long total,
        ProgressListener progress,
        BooleanSupplier interrupted) {
      this.file = file;
      this.before = file.marks();
      this.answerer = new RowAnswerer(pipeline, store, answerer);
      this.total = total;
      this.progress = progress;
      this.interrupted = interrupted;
    }

    boolean take(QuestionRow row) {
      rows.add(row);
      if (rows.size() == batch) {
        flush();
      }
      return !interrupted.getAsBoolean();
    }

    /** Whole batches alone are written: a run that goes on makes the same ones. */
    void flush() {
      boolean whole =
          rows.size() == batch || !rows.isEmpty() && rows.get(rows.size() - 1).index() == total - 1;
      if (whole && checked < before.size()) {
        requireSameInputs(before.get(checked++));
      } else if (whole) {
        answer();
      }
      rows.clear();
    }

    private void requireSameInputs(PredictionFile.Mark mark) {
      require(
          mark.inputs().equals(inputs()),
          "the files of inputs in rows %,d to %,d are not what they were when they were answered; begin again with --fresh, or restore them"
              .formatted(rows.get(0).index(), rows.get(rows.size() - 1).index()));
    }

    private void answer() {
      List<RowAnswerer.Outcome> outcomes = answerer.outcomes(rows);
      outcomes.stream()
          .map(RowAnswerer.Outcome::row)
          .filter(row -> policy == ErrorPolicy.STOP && !row.error().isEmpty())
          .findFirst()
          .ifPresent(this::stop);
      file.add(
          outcomes.stream().map(o -> o.line(pipeline)).toList(),
          inputs(),
          outcomes.stream().filter(o -> o.answer().isEmpty()).count());
      progress.update(file.last().rows(), total, "answering");
    }

    private void stop(QuestionRow row) {
      throw new FuseboxException(
          "%s: %s; %,d answers are kept: the same command with --on-error record goes on and has the reason in place of this one"
              .formatted(row.name(), row.error(), file.last().rows()));
    }

    /** A digest of what the batch's files hold; they were read for their features already. */
    private String inputs() {
      Sha256 digest = new Sha256();
      for (QuestionRow row : rows) {
        row.question().ifPresent(q -> add(digest, q));
      }
      return digest.hex();
    }

    private void add(Sha256 digest, Question question) {
      for (ModalityInput input : pipeline.modalityInputs()) {
        for (Path file : question.files(input.name())) {
          digest.text(hash(store.hashes(), file));
        }
      }
    }
  }

  private static String hash(InputHashes hashes, Path file) {
    try {
      return hashes.of(file);
    } catch (FuseboxException e) {
      return "absent";
    }
  }
}
