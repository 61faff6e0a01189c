package io.fusebox.runtime.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Scores;
import io.fusebox.api.task.TaskType;
import io.fusebox.runtime.engine.storage.FormatVersion;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run's folder: {@code answers.json} grows while questions are asked; {@code metrics.jsonl} holds
 * the loss of each update and then the scores; {@code provenance.json} comes last and says that the
 * run is finished. Each file is whole or not there, so a run may be killed at any moment.
 */
final class RunFolder {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private static final String FORMAT = "format";
  private static final String ANSWERS = "answers";

  private final Path folder;
  private final TaskType task;

  RunFolder(Path runs, ExperimentRun run, TaskType task) {
    this.task = task;
    this.folder =
        runs.resolve(run.arm().name().replaceAll("[^A-Za-z0-9+_-]", "_") + "-" + run.key());
  }

  /** The weights that the run trained. */
  Path weights() {
    return folder.resolve("weights.safetensors");
  }

  private Path answersFile() {
    return folder.resolve("answers.json");
  }

  private Path metricsFile() {
    return folder.resolve("metrics.jsonl");
  }

  private Path provenanceFile() {
    return folder.resolve("provenance.json");
  }

  /** Takes the place of this folder with all that {@code other} holds. */
  void replace(RunFolder other) {
    Path old = folder.resolveSibling("." + folder.getFileName() + ".old");
    try {
      delete(old);
      Files.createDirectories(folder.getParent());
      if (Files.exists(folder)) {
        Files.move(folder, old);
      }
      Files.move(other.folder, folder);
      delete(old);
    } catch (IOException e) {
      throw new FuseboxException(
          "cannot replace the run %s: %s; the new one is in %s"
              .formatted(folder, IoErrorMessage.of(e), other.folder),
          e);
    }
  }

  /** Deletes a folder with all that is in it, if it is there. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new FuseboxException(
          "cannot delete %s: %s; delete it by hand".formatted(folder, IoErrorMessage.of(e)), e);
    }
  }

  /** The outcome, if the run is finished; a damaged folder is as good as none. */
  Optional<RunOutcome> load(List<Example> examples) {
    if (!isOfThisFormat(read(provenanceFile()), provenanceFile())) {
      return Optional.empty();
    }
    List<String> answers = answers(examples.size());
    Optional<List<Float>> losses = losses();
    return answers.size() == examples.size() && losses.isPresent()
        ? Optional.of(outcome(losses.get(), examples, answers))
        : Optional.empty();
  }

  private RunOutcome outcome(List<Float> losses, List<Example> examples, List<String> answers) {
    return new RunOutcome(losses, answers, task.score(examples, answers));
  }

  private Optional<List<Float>> losses() {
    List<Float> losses = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(metricsFile())) {
        JsonNode loss = JSON.readTree(line).path("loss");
        if (loss.isNumber()) {
          losses.add(loss.floatValue());
        }
      }
      return Optional.of(losses);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The answers so far; none if they are damaged. */
  List<String> answers(int most) {
    JsonNode kept = read(answersFile());
    if (!isOfThisFormat(kept, answersFile())) {
      return List.of();
    }
    List<String> answers = new ArrayList<>();
    kept.path(ANSWERS).forEach(answer -> answers.add(answer.asText()));
    return answers.size() > most ? List.of() : answers;
  }

  /** The contents of a file; nothing if it is not there or damaged. */
  private static JsonNode read(Path file) {
    try {
      return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.nullNode();
    } catch (IOException e) {
      return JSON.nullNode();
    }
  }

  /** Runs of Fusebox 0.1 are made again. */
  private static boolean isOfThisFormat(JsonNode json, Path file) {
    return FormatVersion.of(file, json.path(FORMAT).asText("")) != FormatVersion.NONE;
  }

  /** Keeps the answers so far. */
  void keep(List<String> answers) {
    AtomicFile.write(answersFile(), bytes(Map.of(FORMAT, FormatVersion.NOW, ANSWERS, answers)));
  }

  /**
   * Keeps what a finished run leaves.
   *
   * @param told what people want to know of it, in addition to what decided it
   * @param seconds where its time went
   */
  RunOutcome finish(
      ExperimentRun run,
      List<Float> losses,
      List<Example> examples,
      Map<String, String> told,
      Map<String, Double> seconds) {
    RunOutcome outcome = outcome(losses, examples, answers(examples.size()));
    AtomicFile.write(metricsFile(), lines(outcome).getBytes(StandardCharsets.UTF_8));
    Map<String, Object> provenance = new TreeMap<>(run.keyEntries());
    provenance.putAll(told);
    provenance.put("run.seconds", seconds);
    provenance.put(FORMAT, FormatVersion.NOW);
    AtomicFile.write(provenanceFile(), bytes(provenance));
    return outcome;
  }

  private static String lines(RunOutcome outcome) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < outcome.losses().size(); i++) {
      lines.append(line(ordered("step", i + 1, "loss", outcome.losses().get(i))));
    }
    Scores scores = outcome.scores();
    Map<String, Object> last = ordered("questions", scores.count(), "scores", scores.numbers());
    last.put(FORMAT, FormatVersion.NOW);
    return lines.append(line(last)).toString();
  }

  private static Map<String, Object> ordered(String a, Object first, String b, Object second) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(a, first);
    map.put(b, second);
    return map;
  }

  private static String line(Map<String, Object> line) {
    try {
      return new ObjectMapper().writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
