package io.fusebox.live;

import io.fusebox.FuseboxException;
import io.fusebox.data.Example;
import io.fusebox.encoder.Modality;
import io.fusebox.engine.PipelineSpec;
import io.fusebox.engine.PluginException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pipeline that answers while its parts are swapped. Requests come on any thread; everything
 * package-private but {@link #answer} is for {@link LivePipelines} alone, under its lock.
 */
public final class LivePipeline {
  private final String name;
  private final Workers workers;
  private final Patience patience;
  private final Slot<Edition> slot = new Slot<>(Edition::close);
  private volatile PipelineStatus status;
  private volatile Example last;
  private Wish wish;
  private Optional<Waiting> waiting = Optional.empty();

  LivePipeline(String name, Workers workers, Patience patience) {
    this.name = name;
    this.workers = workers;
    this.patience = patience;
    this.status = new PipelineStatus(name, PipelineState.WAITING, "", "it was not read yet");
  }

  public String name() {
    return name;
  }

  public PipelineStatus status() {
    return status;
  }

  /** How many requests are being answered now. */
  public int leases() {
    return slot.leases();
  }

  /**
   * Answers a question. A request that meets a swap waits for it, or is answered by the old part.
   *
   * @param inputs a file for each modality; one without is left out of what the PLM reads
   * @throws FuseboxException when it is not answered, and why: the pipeline is not active, an input
   *     is bad, a plug-in threw, gave something malformed or took too long
   */
  public String ask(Map<Modality, Path> inputs, String question) {
    String asked = Example.asked(question);
    Example example = new Example("asked", inputs, asked, "", List.of(""), "other", "");
    String answer =
        workers.run(
            patience.answer(),
            "the pipeline " + name + " answering",
            () -> answer(example),
            late -> {});
    last = example;
    return answer;
  }

  private String answer(Example example) {
    try (Lease<Edition> lease = slot.acquire(vacancy()).orElseThrow(this::inactive)) {
      return lease.value().answer(example);
    }
  }

  /** Only a pipeline that may become active by itself is worth waiting for. */
  private Duration vacancy() {
    return status.state() == PipelineState.FAILED || status.state() == PipelineState.STOPPED
        ? Duration.ZERO
        : patience.vacancy();
  }

  private FuseboxException inactive() {
    return new FuseboxException(
        "the pipeline %s is %s: %s".formatted(name, status.state(), status.note()));
  }

  /** What it should be; empty before its file was read. */
  Optional<Wish> wish() {
    return Optional.ofNullable(wish);
  }

  void wish(Wish other) {
    wish = other;
  }

  Optional<Edition> edition() {
    return slot.peek();
  }

  /**
   * Tries a new edition on the last question that was answered, so that it does not meet its first
   * one cold, and a plug-in that fails is noticed before it is in charge.
   */
  void warmUp(Edition edition) {
    Example example = last;
    if (example != null && example.inputs().values().stream().allMatch(Files::isReadable)) {
      try {
        edition.answer(example);
      } catch (PluginException e) {
        throw e;
      } catch (FuseboxException e) {
        // The question is not one for this version: other modalities, or other files.
      }
    }
  }

  /** Puts an edition in charge; the caller drains what was there before. */
  Slot.Replaced<Edition> publish(Edition edition) {
    waiting = Optional.empty();
    Slot.Replaced<Edition> replaced = slot.publish(edition);
    status = new PipelineStatus(name, PipelineState.ACTIVE, edition.spec().strategy(), "");
    return replaced;
  }

  /** Takes the edition out; requests wait. */
  Optional<Held<Edition>> clear(PipelineState state, String note) {
    status = new PipelineStatus(name, state, strategy(), note);
    return slot.clear();
  }

  /** It could not become what it should be: what runs goes on. */
  void cannot(RuntimeException why) {
    waiting = why instanceof Waiting w ? Optional.of(w) : Optional.empty();
    boolean runs = slot.peek().isPresent();
    PipelineState state =
        runs
            ? PipelineState.ACTIVE
            : waiting.isPresent() ? PipelineState.WAITING : PipelineState.FAILED;
    String note = runs ? "a newer version was refused: " + why.getMessage() : why.getMessage();
    status = new PipelineStatus(name, state, strategy(), note);
  }

  /** Whether it does not run, or not what it should be. */
  boolean isBehind() {
    return edition().filter(e -> e.spec().equals(wish.spec())).isEmpty();
  }

  /** Whether a file that it waits for is there now. */
  boolean hasCome() {
    return waiting.filter(Waiting::hasCome).isPresent();
  }

  private String strategy() {
    return edition()
        .map(Edition::spec)
        .or(() -> wish().map(Wish::spec))
        .map(PipelineSpec::strategy)
        .orElse("");
  }
}
