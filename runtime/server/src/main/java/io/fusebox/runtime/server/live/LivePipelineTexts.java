package io.fusebox.runtime.server.live;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.live.LivePipeline;
import io.fusebox.runtime.live.LivePipelines.Trial;
import io.fusebox.runtime.server.system.PipelineTexts;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.JsonFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The YAML files of live pipelines. */
final class LivePipelineTexts implements PipelineTexts {
  private static final long MAX_BYTES = 1 << 18;
  private static final Pattern PLACE = Pattern.compile("\\.yaml:(\\d+):\\d+: ");
  private static final Pattern QUOTED = Pattern.compile("'([A-Za-z0-9_-]+)'");
  private static final Pattern FIELD =
      Pattern.compile(
          "\\b(plm|inputs|modalities|template|strategy|positions|train-layernorm|answer|weights|task)\\b");

  /** The last resort: settings are named without quotes in some messages. */
  private static final Pattern WORD = Pattern.compile("(?<![\\w-])([a-z][a-z0-9-]*)(?![\\w-])");

  private final LiveFusebox fusebox;

  LivePipelineTexts(LiveFusebox fusebox) {
    this.fusebox = fusebox;
  }

  @Override
  public String read(String name) {
    Path file =
        fusebox
            .pipeline(name)
            .file()
            .orElseThrow(
                () -> new NotFound("the file of the pipeline " + name + " was never read"));
    return new String(JsonFile.readBytes(file, MAX_BYTES), StandardCharsets.UTF_8);
  }

  /** The workspace's file of a pipeline, which may not be there. */
  private Path file(String name) {
    Path folder = fusebox.workspace().pipelines();
    Path other = folder.resolve(name + ".yml");
    return Files.exists(other) ? other : folder.resolve(name + ".yaml");
  }

  @Override
  public Verdict check(String name, String yaml) {
    // In the same folder, so that its paths lead to the same places; a hidden file is not a
    // pipeline.
    Path file = file(name);
    Path tried = file.resolveSibling("." + UUID.randomUUID() + ".yaml");
    try {
      AtomicFile.write(tried, yaml.getBytes(StandardCharsets.UTF_8));
      PipelineSpec spec = PipelineFile.read(tried, fusebox.home().models()).withName(name);
      Trial trial = fusebox.pipelines().trial(spec);
      return new Verdict(true, !trial.lack().isEmpty(), trial.lack(), "", 0, trial.version());
    } catch (FuseboxException e) {
      return refused(e.getMessage().replace(tried.toString(), file.toString()), yaml);
    } finally {
      delete(tried);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new FuseboxException(
          "%s cannot be deleted: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }

  /** The subject of a message, where it names one. */
  private static Verdict refused(String reason, String yaml) {
    Matcher place = PLACE.matcher(reason);
    int line = place.find() ? Integer.parseInt(place.group(1)) : 0;
    String words = reason.substring(reason.lastIndexOf(".yaml") + 1);
    return Stream.of(QUOTED, FIELD, WORD)
        .flatMap(pattern -> pattern.matcher(words).results())
        .map(named -> named.group(1))
        .filter(key -> lineOf(key, yaml) > 0)
        .findFirst()
        .map(key -> new Verdict(false, false, reason, key, line > 0 ? line : lineOf(key, yaml), ""))
        .orElseGet(() -> new Verdict(false, false, reason, "", line, ""));
  }

  /** The first line that has a key of this name; 0 when none has. */
  private static int lineOf(String key, String yaml) {
    Pattern asKey = Pattern.compile("(^|[\\s{,])" + Pattern.quote(key) + "\\s*:");
    List<String> lines = yaml.lines().toList();
    return 1
        + IntStream.range(0, lines.size())
            .filter(i -> asKey.matcher(lines.get(i)).find())
            .findFirst()
            .orElse(-1);
  }

  @Override
  public synchronized boolean save(String name, String yaml, Optional<String> expected) {
    if (expected.isPresent() && !read(name).equals(expected.get())) {
      throw new Problem(412, "the file has changed since it was read; read it again");
    }
    boolean isNew = fusebox.pipelines().all().stream().noneMatch(p -> p.name().equals(name));
    Path file = file(name);
    AtomicFile.write(file, yaml.getBytes(StandardCharsets.UTF_8));
    fusebox.pipelines().put(file);
    return isNew;
  }

  @Override
  public synchronized void delete(String name) {
    LivePipeline pipeline = fusebox.pipeline(name);
    Path file =
        pipeline
            .file()
            .filter(fusebox.workspace()::owns)
            .orElseThrow(
                () ->
                    new Problem(
                        409,
                        "the pipeline %s comes with Fusebox; stop it instead".formatted(name)));
    delete(file);
    fusebox.pipelines().remove(file);
  }
}
