package io.fusebox.runtime.server;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.api.FuseboxException.Unavailable;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.plugins.Plugins;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.live.QuestionFiles;
import io.fusebox.runtime.live.QuestionFiles.Use;
import io.fusebox.runtime.live.Reply;
import io.fusebox.runtime.live.StrategyChoice;
import io.fusebox.runtime.live.TrafficSplit;
import io.fusebox.runtime.server.system.EndpointHost;
import io.fusebox.runtime.server.system.ModelCatalog;
import io.fusebox.runtime.server.system.PipelineControl;
import io.fusebox.runtime.server.system.PipelineTexts;
import io.fusebox.runtime.server.system.PipelineView;
import io.fusebox.runtime.server.system.PluginCatalog;
import io.fusebox.runtime.server.system.QuestionAnswering;
import io.fusebox.runtime.server.system.ReportCatalog;
import io.fusebox.runtime.server.system.RunningSystem;
import io.fusebox.runtime.server.system.SampleCatalog;
import io.fusebox.runtime.server.system.SystemMeasurements;
import io.fusebox.runtime.server.system.TrainingJobs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** A system with the pipeline {@code shapes}, which answers with what it was asked. */
final class FakeSystem
    implements PipelineControl,
        QuestionAnswering,
        PipelineTexts,
        ModelCatalog,
        SystemMeasurements,
        Plugins {
  final Map<String, String> strategies = new ConcurrentHashMap<>(Map.of("shapes", "promptfuse"));
  final Map<String, String> states = new ConcurrentHashMap<>(Map.of("shapes", "ACTIVE"));
  final Map<String, String> texts = new ConcurrentHashMap<>(Map.of("shapes", "plm: old\n"));
  final FakeTrainings trainings = new FakeTrainings();
  final List<String> deployed = new CopyOnWriteArrayList<>();
  final List<Question> asked = new CopyOnWriteArrayList<>();

  /** One of each question's files, which does not end by itself. */
  final List<Use> uses = new CopyOnWriteArrayList<>();

  final List<PluginFactory<?>> plugins = new CopyOnWriteArrayList<>();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  volatile Function<Question, String> answers = FakeSystem::echo;
  volatile Function<String, Stream<String>> pieces = FakeSystem::half;
  final CountDownLatch streamed = new CountDownLatch(1);
  volatile String traffic = "";
  volatile Path sample = Path.of("nowhere");
  volatile Runnable onInputs = () -> {};
  volatile Map<String, Modality> inputs = Map.of("image", Modality.IMAGE);

  RunningSystem system() {
    return new RunningSystem(
        this,
        this,
        this,
        new Jars(),
        this,
        trainings,
        this,
        new Samples(),
        new Reports(),
        this,
        new EndpointHost(this, Served.LIMITS.text()));
  }

  /** The question's text, and of each input the name and the text that each of its files is. */
  private static String echo(Question question) {
    StringBuilder echo = new StringBuilder(question.text());
    question
        .files()
        .forEach(
            (input, files) ->
                files.forEach(f -> echo.append(' ').append(input).append('=').append(read(f))));
    return echo.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<PipelineView> all() {
    return strategies.keySet().stream().sorted().map(this::get).toList();
  }

  @Override
  public PipelineView get(String name) {
    requirePipeline(name);
    return new PipelineView(
        name,
        states.get(name),
        "",
        strategies.get(name),
        "",
        traffic,
        Map.of(),
        0,
        true,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Override
  public void start(String name) {
    requirePipeline(name);
    states.put(name, "ACTIVE");
  }

  @Override
  public void stop(String name) {
    requirePipeline(name);
    states.put(name, "STOPPED");
  }

  @Override
  public void swap(String name, StrategyChoice choice) {
    preview(name, choice);
    strategies.put(name, choice.strategy());
  }

  @Override
  public String preview(String name, StrategyChoice choice) {
    requirePipeline(name);
    if (choice.strategy().equals("nothing")) {
      throw new FuseboxException("unknown strategy 'nothing'");
    }
    return choice.untrained() ? "" : "v1";
  }

  @Override
  public void second(String name, TrafficSplit split) {
    requirePipeline(name);
    traffic = split.toString();
  }

  @Override
  public void alone(String name) {
    requirePipeline(name);
    traffic = "";
  }

  @Override
  public void promote(String name) {
    strategies.put(name, traffic.split("[ =]")[1]);
    traffic = "";
  }

  @Override
  public List<StrategyView> strategies(String name) {
    requirePipeline(name);
    return List.of(new StrategyView("promptfuse", true, 1, true));
  }

  @Override
  public void requirePipeline(String name) {
    if (!strategies.containsKey(name)) {
      throw new NotFound("unknown pipeline '" + name + "'; known: " + strategies.keySet());
    }
  }

  @Override
  public Reply ask(String pipeline, Question question, QuestionFiles files) {
    requirePipeline(pipeline);
    requireActive(pipeline);
    asked.add(question);
    uses.add(files.use().orElseThrow());
    List<String> missing = question.files().containsKey("image") ? List.of() : List.of("image");
    return new Reply(
        new Answer(answers.apply(question), 0.5), strategies.get(pipeline), missing, traffic);
  }

  private void requireActive(String pipeline) {
    if (!states.get(pipeline).equals("ACTIVE")) {
      throw new Unavailable("the pipeline " + pipeline + " is " + states.get(pipeline));
    }
  }

  @Override
  public Reply ask(
      String pipeline, Question question, QuestionFiles files, Consumer<String> heard) {
    Reply reply = ask(pipeline, question, files);
    try {
      pieces.apply(reply.text()).forEach(heard);
      return reply;
    } finally {
      streamed.countDown();
    }
  }

  /** The first half at once, the rest with the answer. */
  private static Stream<String> half(String text) {
    return Stream.of(text.substring(0, (text.length() + 1) / 2));
  }

  @Override
  public Map<String, Modality> inputs(String pipeline) {
    requireActive(pipeline);
    onInputs.run();
    return inputs;
  }

  @Override
  public ExplainedAnswer explain(
      String pipeline,
      String strategy,
      Question question,
      Optional<String> answer,
      OptionalInt steps) {
    throw new FuseboxException("this system explains nothing");
  }

  @Override
  public String read(String name) {
    requirePipeline(name);
    return texts.get(name);
  }

  @Override
  public Verdict check(String name, String yaml) {
    return yaml.startsWith("plm:")
        ? new Verdict(true, false, "", "", 0, "v1")
        : new Verdict(false, false, "it must have a 'plm'", "plm", 1, "");
  }

  @Override
  public boolean save(String name, String yaml, Optional<String> expected) {
    strategies.putIfAbsent(name, "promptfuse");
    states.putIfAbsent(name, "ACTIVE");
    return texts.put(name, yaml) == null;
  }

  @Override
  public void delete(String name) {
    requirePipeline(name);
    strategies.remove(name);
    texts.remove(name);
  }

  @Override
  public List<ModelView> models() {
    return List.of(new ModelView("bart-shapes", "bart", 1000, true, List.of("shapes")));
  }

  @Override
  public List<String> dataSets() {
    return List.of("easy-vqa");
  }

  @Override
  public List<String> generatedDataSets() {
    return List.of("shapes");
  }

  @Override
  public Leases leases() {
    return new Leases(Map.of("shapes", 0), List.of(), 0);
  }

  @Override
  public List<Line> lines() {
    return List.of(new Line("fusebox.requests", "pipeline=shapes", "1, mean 2.00 ms"));
  }

  @Override
  public String prometheus() {
    return "fusebox_requests_seconds_count{pipeline=\"shapes\"} 1\n";
  }

  @Override
  public MeterRegistry registry() {
    return registry;
  }

  @Override
  public List<PluginFactory<?>> registered() {
    return plugins;
  }

  /** One sample, an image whose bytes are {@code PIXELS}. */
  private final class Samples implements SampleCatalog {
    @Override
    public List<Sample> all() {
      return List.of(new Sample("one", List.of("image"), List.of("what?")));
    }

    @Override
    public Path file(String id, String modality) {
      if (!id.equals("one") || !modality.equals("image")) {
        throw new NotFound("there is no such sample");
      }
      return sample;
    }
  }

  /** One report. */
  private static final class Reports implements ReportCatalog {
    @Override
    public List<Report> all() {
      return List.of(new Report("easy", "2026-01-01T00:00:00Z"));
    }

    @Override
    public byte[] page(String name) {
      if (!name.equals("easy")) {
        throw new NotFound("unknown report '" + name + "'");
      }
      return "<h1>easy</h1>".getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Takes every jar that begins as one. */
  private final class Jars implements PluginCatalog {
    @Override
    public All all() {
      return new All(
          List.of(get("promptfuse")), List.of(new Refused("bad.jar", "it is not a jar")));
    }

    @Override
    public PluginView get(String id) {
      if (!id.equals("promptfuse")) {
        throw new NotFound("unknown plug-in '" + id + "'");
      }
      return new PluginView(
          id, "strategy", "1", false, "promptfuse.jar", List.of(), List.of("shapes"), null);
    }

    @Override
    public Deployed deploy(Path jar) {
      if (!FakeSystem.read(jar).startsWith("PK")) {
        throw new FuseboxException("it is not a jar: it does not begin as one");
      }
      deployed.add(jar.getFileName().toString());
      return new Deployed(jar.toString(), "new");
    }

    @Override
    public void remove(String id) {
      get(id);
      throw new Problem(409, "the plug-in " + id + " comes with Fusebox; it stays");
    }
  }

  /** Runs that never end by themselves. */
  static final class FakeTrainings implements TrainingJobs {
    final Map<String, Run> runs = new ConcurrentHashMap<>();

    @Override
    public List<Run> all() {
      return List.copyOf(runs.values());
    }

    @Override
    public Run get(String id) {
      return Optional.ofNullable(runs.get(id))
          .orElseThrow(() -> new NotFound("unknown training run '" + id + "'"));
    }

    @Override
    public Run start(Request request) {
      if (!runs.isEmpty()) {
        throw Problem.tooMany("another training is under way");
      }
      return put("RUNNING", request.pipeline(), request.plan().shots());
    }

    Run put(String state, String pipeline, int total) {
      Run run =
          new Run(
              "1",
              pipeline,
              "promptfuse",
              "easy-vqa",
              state,
              null,
              0,
              total,
              "",
              null,
              null,
              null,
              null,
              null);
      runs.put("1", run);
      return run;
    }

    @Override
    public Run cancel(String id) {
      get(id);
      return put("CANCELLED", "shapes", 0);
    }
  }
}
