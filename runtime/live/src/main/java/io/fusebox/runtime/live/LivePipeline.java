package io.fusebox.runtime.live;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.Unavailable;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.plugins.PluginException;
import io.fusebox.runtime.engine.weights.WeightValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pipeline that answers while its parts are swapped. Requests come on any thread; everything
 * package-private but {@link #answer} is for {@link LivePipelines} alone, under its lock.
 */
public final class LivePipeline {
  private static final Logger LOG = LoggerFactory.getLogger(LivePipeline.class);

  private final String name;
  private final Workers workers;
  private final Timeouts timeouts;
  private final LiveMetrics meters;
  private final SwappableValue<ActiveInstances> slot = new SwappableValue<>(ActiveInstances::close);
  private final TrafficRouter sideBySide;
  private final LastQuestion last = new LastQuestion();
  private volatile PipelineStatus status;
  private volatile @Nullable DesiredState desired;
  private Optional<MissingRequirementException> waiting = Optional.empty();

  LivePipeline(String name, Workers workers, Timeouts timeouts, LiveMetrics meters) {
    this.name = name;
    this.workers = workers;
    this.timeouts = timeouts;
    this.meters = meters;
    this.sideBySide = new TrafficRouter(name, workers, timeouts, meters);
    this.status =
        new PipelineStatus(name, PipelineState.WAITING, "", "", "", "it was not read yet");
  }

  public String name() {
    return name;
  }

  public PipelineStatus status() {
    return status;
  }

  /** The strategies it answers with, or would; empty when its file was never read. */
  public Optional<PipelineSpec> spec() {
    return instances().map(l -> l.own().spec()).or(() -> desired().map(DesiredState::spec));
  }

  /** The modality of each of its inputs, by name; empty while it is not active. */
  public Map<String, Modality> modalities() {
    Map<String, Modality> modalities = new LinkedHashMap<>();
    instances()
        .map(l -> l.own().pipeline().modalityInputs())
        .orElse(List.of())
        .forEach(input -> modalities.put(input.name(), input.modality()));
    return modalities;
  }

  /** Whether what it answers with was built from a plug-in. */
  public boolean uses(PluginFactory<?> factory) {
    return instances().filter(l -> l.uses(List.of(factory))).isPresent();
  }

  /** Its file; empty when it was never read. */
  public Optional<Path> file() {
    return desired().map(DesiredState::source);
  }

  /** How requests went since a second strategy answers alongside the pipeline's own. */
  public TrafficCounts trafficCounts() {
    return sideBySide.trafficCounts();
  }

  /** How many requests are being answered now, those in the shadow too. */
  public int leases() {
    return slot.leases();
  }

  /**
   * Answers a question, and says which strategy did. A request that meets a swap waits for it, or
   * is answered by the old part.
   *
   * @throws FuseboxException when it is not answered, and why: the pipeline is not active, an input
   *     is bad or not one that it reads, a plug-in threw, gave something malformed or took too long
   */
  public Reply ask(Question question) {
    return ask(question, QuestionFiles.LASTING);
  }

  /**
   * The same.
   *
   * @param files the question's, which the caller uses until the answer is there
   */
  public Reply ask(Question question, QuestionFiles files) {
    Asked asked = new Asked(question, files);
    return answered(asked, none -> answer(asked, own -> own.reply(question)), piece -> {});
  }

  /**
   * The same, and gives the answer's text piece by piece as far as it is generated so: the pieces,
   * joined, are what it begins with.
   *
   * @param pieces takes each on the calling thread; when it throws, the answer is given up
   */
  public Reply ask(Question question, QuestionFiles files, Consumer<String> pieces) {
    Asked asked = new Asked(question, files);
    return answered(asked, said -> answer(asked, own -> own.reply(question, said)), pieces);
  }

  private Reply answered(
      Asked asked, Function<Consumer<String>, Reply> answer, Consumer<String> pieces) {
    String what = "the pipeline " + name + " answering";
    Reply reply = meters.request(name, () -> workers.run(timeouts.answer(), what, answer, pieces));
    last.keep(asked);
    return reply;
  }

  /**
   * Does something else than to answer with what the pipeline answers with now, which is not
   * replaced meanwhile, and within the time that an answer may take.
   *
   * @param what in words, for messages
   * @param work on the pipeline with its own strategy, and that one's weights
   */
  public <T> T during(String what, BiFunction<Pipeline, WeightValues, T> work) {
    return during(what, "", work);
  }

  /**
   * The same with the strategy of an answer.
   *
   * @param strategy its own, or the one next to it; its own when neither is that one any more
   * @param work on the pipeline with that strategy, and its weights
   */
  public <T> T during(String what, String strategy, BiFunction<Pipeline, WeightValues, T> work) {
    String whole = "the pipeline " + name + " " + what;
    return workers.run(
        timeouts.answer(),
        whole,
        () -> {
          try (Lease<ActiveInstances> lease = lease()) {
            PipelineInstance instance = lease.value().with(strategy);
            return work.apply(instance.pipeline(), instance.weights());
          }
        },
        late -> {});
  }

  private Reply answer(Asked asked, Function<PipelineInstance, Reply> own) {
    try (Lease<ActiveInstances> lease = lease()) {
      return sideBySide.answer(lease, asked, own);
    }
  }

  private Lease<ActiveInstances> lease() {
    long start = System.nanoTime();
    Optional<Lease<ActiveInstances>> lease = slot.acquire(vacancy());
    meters.leased(name, Duration.ofNanos(System.nanoTime() - start));
    return lease.orElseThrow(this::inactive);
  }

  /** Only a pipeline that may become active by itself is worth waiting for. */
  private Duration vacancy() {
    return status.state() == PipelineState.FAILED || isStopped()
        ? Duration.ZERO
        : timeouts.vacancy();
  }

  private FuseboxException inactive() {
    return new Unavailable(
        "the pipeline %s is %s: %s".formatted(name, status.state(), status.note()));
  }

  /** Its desired state; empty before its file was read. */
  Optional<DesiredState> desired() {
    return Optional.ofNullable(desired);
  }

  void desired(DesiredState other) {
    desired = other;
    if (isStopped()) {
      status = status(PipelineState.STOPPED, howToStart());
    }
  }

  /** Whether it answers with just this, and nothing else was tried since. */
  boolean isAlready(DesiredState other) {
    return other.equals(desired == null ? null : desired.seen(other.weights()))
        && !isBehind()
        && status.note().isEmpty();
  }

  /** Whether it was stopped; then it starts when it is told to, and not before. */
  boolean isStopped() {
    return status.state() == PipelineState.STOPPED;
  }

  /** What to do about its being stopped, in words. */
  String howToStart() {
    return "fusebox pipelines --start " + name + " starts it";
  }

  /** It may become active again. */
  void unstopped() {
    if (isStopped()) {
      status = status(PipelineState.WAITING, "it starts");
    }
  }

  Optional<ActiveInstances> instances() {
    return slot.peek();
  }

  /**
   * Tries a new instance on the last question that was answered, so that it does not meet its first
   * one cold, and a plug-in that fails is noticed before it is in charge.
   */
  void warmUp(PipelineInstance instance) {
    last.with(
        question -> {
          if (isReadable(question)) {
            warmUp(instance, question);
          }
        });
  }

  private static boolean isReadable(Question question) {
    return question.files().values().stream().flatMap(List::stream).allMatch(Files::isReadable);
  }

  private static void warmUp(PipelineInstance instance, Question question) {
    try {
      instance.reply(question);
    } catch (PluginException e) {
      throw e;
    } catch (FuseboxException e) {
      // The question is not one for this version: other modalities, or other files.
    }
  }

  /** Forgets what it was asked. */
  void forget() {
    last.close();
  }

  /** Puts instances in charge; the caller drains what was there before. */
  SwappableValue.Replaced<ActiveInstances> publish(ActiveInstances instances) {
    waiting = instances.lack().flatMap(LivePipeline::waiting);
    SwappableValue.Replaced<ActiveInstances> replaced = slot.publish(instances);
    sideBySide.counting(instances.desired());
    status = status(PipelineState.ACTIVE, instances.note());
    LOG.info("pipeline {}", status);
    return replaced;
  }

  /** Takes its instances out; requests wait. */
  Optional<RefCounted<ActiveInstances>> clear(PipelineState state, String note) {
    status = status(state, note);
    LOG.info("pipeline {}", status);
    return slot.clear();
  }

  /** It could not become what it should be: what runs goes on, and what is stopped stays so. */
  void cannot(RuntimeException why) {
    waiting = waiting(why);
    boolean goesOn = slot.peek().isPresent() || isStopped();
    PipelineState failed = waiting.isPresent() ? PipelineState.WAITING : PipelineState.FAILED;
    PipelineState state = goesOn ? status.state() : failed;
    String message = String.valueOf(why.getMessage());
    String note = goesOn ? "a newer version was refused: " + message : message;
    PipelineStatus before = status;
    status = status(state, note);
    if (!status.equals(before)) {
      warn(why);
    }
  }

  /** Each time once, however often it is tried; to wait is nothing to worry about. */
  private void warn(RuntimeException why) {
    if (waiting.isPresent()) {
      LOG.info("pipeline {}", status);
    } else {
      LOG.warn("pipeline {}", status, why instanceof PluginException ? why.getCause() : null);
    }
  }

  private static Optional<MissingRequirementException> waiting(RuntimeException why) {
    return why instanceof MissingRequirementException waiting
        ? Optional.of(waiting)
        : Optional.empty();
  }

  private PipelineStatus status(PipelineState state, String note) {
    return new PipelineStatus(
        name,
        state,
        strategy(),
        version(),
        instances().map(ActiveInstances::traffic).orElse(""),
        note);
  }

  /** Whether it does not run, or not what it should be. */
  boolean isBehind() {
    return instances().filter(l -> desired != null && l.is(desired)).isEmpty();
  }

  /** Whether a file that it waits for is there now. */
  boolean hasCome() {
    return waiting.filter(MissingRequirementException::hasCome).isPresent();
  }

  private String version() {
    return instances().map(l -> l.own().version()).orElse("");
  }

  private String strategy() {
    return spec().map(PipelineSpec::strategy).orElse("");
  }
}
