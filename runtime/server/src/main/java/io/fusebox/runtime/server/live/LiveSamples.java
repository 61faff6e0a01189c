package io.fusebox.runtime.server.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.runtime.server.system.SampleCatalog;
import io.fusebox.runtime.worlds.clips.ClipWorld;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Samples of the generated worlds, written when they are first asked for. They are none of the
 * examples that the demos train on. Thread-safe.
 */
final class LiveSamples implements SampleCatalog {
  private static final QuestionWorld SHAPES = new QuestionWorld(1, 8, 11);
  private static final ClipWorld CLIPS = new ClipWorld(1, 4, 11);
  private static final List<String> MODALITIES = List.of("image", "video", "audio");

  private final Path folder;
  private final Map<String, WrittenSample> samples = new LinkedHashMap<>();

  /**
   * @param folder where they are kept; it may be deleted at any time
   */
  LiveSamples(Path folder) {
    this.folder = folder;
  }

  private record WrittenSample(Map<String, Path> files, List<String> questions) {
    Sample sample(String id) {
      List<String> inputs = MODALITIES.stream().filter(files::containsKey).toList();
      return new Sample(id, inputs, List.copyOf(questions));
    }
  }

  @Override
  public synchronized List<Sample> all() {
    if (samples.isEmpty() || !samples.values().stream().allMatch(LiveSamples::isThere)) {
      samples.clear();
      read("shapes", SHAPES.in(folder));
      read("clips", CLIPS.in(folder));
    }
    return samples.entrySet().stream().map(e -> e.getValue().sample(e.getKey())).toList();
  }

  private static boolean isThere(WrittenSample sample) {
    return sample.files().values().stream().allMatch(Files::exists);
  }

  /** The questions about one image follow each other. */
  private void read(String name, Path world) {
    try {
      for (String text : Files.readAllLines(world.resolve("test.jsonl"))) {
        JsonNode line = new ObjectMapper().readTree(text);
        Map<String, Path> files = new TreeMap<>();
        MODALITIES.stream()
            .filter(line::has)
            .forEach(m -> files.put(m, world.resolve(line.path(m).asText())));
        String stem = files.values().iterator().next().getFileName().toString();
        String id = name + "-" + stem.substring(0, stem.lastIndexOf('.'));
        samples
            .computeIfAbsent(id, i -> new WrittenSample(files, new ArrayList<>()))
            .questions()
            .add(line.path("question").asText());
      }
    } catch (IOException e) {
      throw new FuseboxException(
          "the samples in %s cannot be read: %s; delete the folder"
              .formatted(world, IoErrorMessage.of(e)),
          e);
    }
  }

  @Override
  public synchronized Path file(String id, String modality) {
    all();
    WrittenSample sample = samples.get(id);
    Path file = sample == null ? null : sample.files().get(modality);
    if (file == null) {
      throw new NotFound("there is no sample '%s' with the input '%s'".formatted(id, modality));
    }
    return file;
  }
}
