package io.fusebox.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.fixtures.Fixtures;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.files.JsonFile;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A reference case: a tiny checkpoint or other files, with inputs and the outputs that the
 * reference implementation gives for them. The cases lie once, in the testkit.
 *
 * @param folder to be read only, as other tests read it too
 */
public record GoldenCase(Path folder) {
  private static final int MOST_BYTES = 1 << 20;

  /** The case of that name. */
  public static GoldenCase of(String name) {
    return new GoldenCase(Fixtures.folder("golden/" + name));
  }

  /** A file of the case. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** {@code meta.json}. */
  public JsonNode meta() {
    return json("meta.json");
  }

  /** A JSON file of the case. */
  public JsonNode json(String name) {
    return JsonFile.readObject(file(name), MOST_BYTES);
  }

  /** The case's model, in its own folder or in that of the case that {@code meta.json} names. */
  public CheckpointFolder checkpoint() {
    return checkpoint("model.safetensors");
  }

  /** As {@link #checkpoint()}, with the tensors of another file. */
  public CheckpointFolder checkpoint(String weights) {
    return CheckpointFolder.open(
        folder.resolve(meta().path("model").asText(".")).normalize(), weights);
  }

  /** {@code inputs.safetensors}. */
  public SafetensorsFile inputs() {
    return SafetensorsFile.open(file("inputs.safetensors"));
  }

  /** {@code outputs.safetensors}. */
  public SafetensorsFile outputs() {
    return SafetensorsFile.open(file("outputs.safetensors"));
  }

  /** An input; the manager owns it. */
  public NDArray input(NDManager manager, String name) {
    return inputs().read(manager, name);
  }

  /** An output of the reference; the manager owns it. */
  public NDArray output(NDManager manager, String name) {
    return outputs().read(manager, name);
  }

  /** The contents of a folder's files, in the order of their names. */
  public List<byte[]> contents(String name) throws IOException {
    try (Stream<Path> files = Files.list(file(name))) {
      return files.sorted().map(Fixtures::bytes).toList();
    }
  }

  /** A new folder with copies of all files, for a test that changes them. */
  public Path copyTo(Path target) throws IOException {
    return Fixtures.copy(folder, target);
  }
}
