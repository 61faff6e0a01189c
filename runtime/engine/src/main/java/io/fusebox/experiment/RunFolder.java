package io.fusebox.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fusebox.data.Example;
import io.fusebox.engine.TaskSpec;
import io.fusebox.files.AtomicFile;
import io.fusebox.metrics.Scores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run's folder: {@code answers.json} grows while questions are asked; {@code metrics.jsonl} holds
 * the loss of each update and then the scores; {@code provenance.json} comes last and says that the
 * run is finished. Each file is whole or not there, so a run may be killed at any moment.
 */
final class RunFolder {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final Path folder;
  private final TaskSpec task;

  RunFolder(Path runs, Run run) {
    this.task = run.arm().pipeline().orElseThrow().task();
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

  /** The outcome, if the run is finished; a damaged folder is as good as none. */
  Optional<Outcome> recall(List<Example> examples) {
    if (!Files.exists(provenanceFile())) {
      return Optional.empty();
    }
    List<String> answers = answers(examples.size());
    Optional<List<Float>> losses = losses();
    return answers.size() == examples.size() && losses.isPresent()
        ? Optional.of(outcome(losses.get(), examples, answers))
        : Optional.empty();
  }

  private Outcome outcome(List<Float> losses, List<Example> examples, List<String> answers) {
    return new Outcome(losses, answers, task.scores(examples, answers));
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
    try {
      List<String> answers =
          Files.exists(answersFile())
              ? JSON.readValue(answersFile().toFile(), new TypeReference<List<String>>() {})
              : List.of();
      return answers.size() > most ? List.of() : answers;
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Keeps the answers so far. */
  void keep(List<String> answers) {
    AtomicFile.write(answersFile(), bytes(answers));
  }

  /** Keeps what a finished run leaves. */
  Outcome finish(
      Run run, List<Float> losses, List<Example> examples, Map<String, String> versions) {
    Outcome outcome = outcome(losses, examples, answers(examples.size()));
    AtomicFile.write(metricsFile(), lines(outcome).getBytes(StandardCharsets.UTF_8));
    Map<String, String> provenance = new LinkedHashMap<>(run.decided());
    provenance.putAll(versions);
    AtomicFile.write(provenanceFile(), bytes(provenance));
    return outcome;
  }

  private static String lines(Outcome outcome) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < outcome.losses().size(); i++) {
      lines.append(line(ordered("step", i + 1, "loss", outcome.losses().get(i))));
    }
    Scores scores = outcome.scores();
    return lines
        .append(line(ordered("questions", scores.count(), "scores", scores.numbers())))
        .toString();
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
