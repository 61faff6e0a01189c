package io.fusebox.runtime.data;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.encoder.Modality;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MUStARD: the official {@code sarcasm_data.json}, an object with one entry for each utterance,
 * alongside folders of {@linkplain MustardClips clips}. Labels are {@code sarcastic} and {@code
 * sincere}. Split as in the paper: {@code test} is the utterances of one show, {@code train} those
 * of all others; {@code all} is both.
 *
 * @param context whether the lines before the utterance are read too, in their order, as one text
 *     with it; the paper reads the utterance alone
 */
public record MustardReader(boolean context) implements DataFormat {
  private static final String FILE = "sarcasm_data.json";
  private static final String TEST_SHOW = "FRIENDS";
  private static final List<String> SPLITS = List.of("train", "test", "all");

  @Override
  public String layout() {
    return context
        ? "the same, with the lines before each utterance"
        : FILE + ", or its folder, with the folders utterances_final and audio if there are any";
  }

  @Override
  public boolean recognizes(Path path) {
    return !context && Files.isRegularFile(file(path)) && file(path).endsWith(FILE);
  }

  @Override
  public void read(Source source, Examples to) {
    String split = source.split().filter(SPLITS::contains).orElse("");
    if (split.isEmpty()) {
      throw SplitNames.unknown(source, SPLITS);
    }
    Path file = file(source.path());
    MustardClips clips = MustardClips.nextTo(file);
    to.name("%s/%s".formatted(context ? "mustard-context" : "mustard", split));
    try (JsonStream json = JsonStream.open(file, source.limits())) {
      json.object(id -> add(to, id, json, clips, source, split));
      json.end();
    }
  }

  private void add(
      Examples to, String id, JsonStream json, MustardClips clips, Source source, String split) {
    MustardEntry entry = MustardEntry.read(json);
    try {
      if (split.equals("all") || split.equals("test") == entry.show().equals(TEST_SHOW)) {
        to.add(entry.example(id, context, inputs(id, clips, source)), "");
      }
    } catch (FuseboxException e) {
      throw json.wrong("utterance %s: %s".formatted(id, e.getMessage()));
    }
  }

  private static Map<Modality, Path> inputs(String id, MustardClips clips, Source source) {
    Map<Modality, Path> inputs = new LinkedHashMap<>();
    if (source.needed().contains(Modality.VIDEO.id())) {
      inputs.put(Modality.VIDEO, clips.video(id));
    }
    if (source.needed().contains(Modality.AUDIO.id())) {
      inputs.put(Modality.AUDIO, clips.audio(id));
    }
    return inputs;
  }

  private static Path file(Path path) {
    return Files.isDirectory(path) ? path.resolve(FILE) : path;
  }
}
