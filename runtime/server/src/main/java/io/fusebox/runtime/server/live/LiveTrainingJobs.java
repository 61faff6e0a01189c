package io.fusebox.runtime.server.live;

import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.server.system.TrainingJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Trains in the process that answers, one run at a time; the last runs are remembered. */
public final class LiveTrainingJobs implements TrainingJobs, AutoCloseable {
  private static final int REMEMBERED = 100;
  private static final long STOP_SECONDS = 10;

  private final LiveFusebox fusebox;
  private final Deque<LiveTrainingJob> jobs = new ArrayDeque<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(LiveTrainingJobs::thread);

  public LiveTrainingJobs(LiveFusebox fusebox) {
    this.fusebox = fusebox;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "fusebox-training");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized List<Run> all() {
    return jobs.stream().map(job -> job.run().brief()).toList();
  }

  @Override
  public Run get(String id) {
    return find(id).run();
  }

  private synchronized LiveTrainingJob find(String id) {
    return jobs.stream()
        .filter(job -> job.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new NotFound(
                    NameSuggestions.unknown(
                        "training run", id, jobs.stream().map(LiveTrainingJob::id).toList(), "")));
  }

  @Override
  public synchronized Run start(Request request) {
    if (jobs.stream().anyMatch(LiveTrainingJob::isRunning)) {
      throw new Problem(429, "another training is under way; wait for it, or cancel it")
          .with("Retry-After", "30");
    }
    LiveTrainingJob job = new LiveTrainingJob(fusebox, request, spec(request), data(request));
    jobs.addLast(job);
    if (jobs.size() > REMEMBERED) {
      jobs.removeFirst();
    }
    thread.execute(job::train);
    return job.run();
  }

  private PipelineSpec spec(Request request) {
    PipelineSpec spec =
        fusebox
            .pipeline(request.pipeline())
            .spec()
            .orElseThrow(
                () -> new Problem(422, fusebox.pipeline(request.pipeline()).status().note()));
    return request.strategy().filter(id -> !id.equals(spec.strategy())).isPresent()
        ? spec.withStrategy(request.strategy().get())
        : spec;
  }

  /** Empty when it is to be generated; what lies in the workspace goes first. */
  private Optional<Path> data(Request request) {
    Path data = fusebox.workspace().data().resolve(request.data());
    if (!Files.exists(data)) {
      if (GeneratedData.find(request.data()).isPresent()) {
        return Optional.empty();
      }
      List<String> known =
          Stream.of(new LiveModelCatalog(fusebox).dataSets(), GeneratedData.NAMES)
              .flatMap(List::stream)
              .toList();
      throw new NotFound(
          NameSuggestions.unknown("data set", request.data(), known, "in the workspace's data"));
    }
    return Optional.of(data);
  }

  @Override
  public Run cancel(String id) {
    LiveTrainingJob job = find(id);
    if (!job.cancel()) {
      throw new Problem(409, "the training %s has ended already".formatted(id));
    }
    return job.run();
  }

  /** Stops what is under way; what was done is kept. */
  @Override
  public void close() {
    synchronized (this) {
      jobs.forEach(LiveTrainingJob::cancel);
    }
    thread.shutdown();
    try {
      thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
