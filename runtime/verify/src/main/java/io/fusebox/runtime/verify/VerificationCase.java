package io.fusebox.runtime.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.files.JsonFile;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The folder of one case: {@code meta.json} with the case's name, and either {@code
 * inputs.safetensors} and {@code outputs.safetensors} or {@code cases.json}.
 *
 * @param name {@code case} in {@code meta.json}
 * @param precision what its model's weights are held in
 */
public record VerificationCase(Path folder, String name, JsonNode meta, Precision precision) {
  private static final long MOST_BYTES = 64 << 20;

  /**
   * Opens a case.
   *
   * @throws FuseboxException when the folder or its {@code meta.json} is missing or malformed
   */
  public static VerificationCase open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new FuseboxException("there is no case folder " + folder + "; check the path");
    }
    Path file = folder.resolve("meta.json");
    if (!Files.isRegularFile(file)) {
      throw new FuseboxException(
          folder + " is not a case: it has no meta.json that names one ('case')");
    }
    JsonNode meta = JsonFile.readObject(file, MOST_BYTES);
    if (!meta.path("case").isTextual()) {
      throw new FuseboxException(file + " must name the case ('case'), found " + meta.path("case"));
    }
    return new VerificationCase(folder, meta.get("case").textValue(), meta, Precision.FLOAT32);
  }

  /** The same case with its model in another precision. */
  public VerificationCase in(Precision other) {
    return new VerificationCase(folder, name, meta, other);
  }

  /** How far the reference's float32 numbers of an output are from its float64 ones; 0 = unsaid. */
  double rounding(String output) {
    return meta.path("tolerance").path(output).path("max_abs_f32_vs_f64").asDouble(0);
  }

  public SafetensorsFile inputs() {
    return SafetensorsFile.open(folder.resolve("inputs.safetensors"));
  }

  public SafetensorsFile outputs() {
    return SafetensorsFile.open(folder.resolve("outputs.safetensors"));
  }

  /** {@code cases.json}, of cases that are about text. */
  public JsonNode cases() {
    return JsonFile.readObject(folder.resolve("cases.json"), MOST_BYTES);
  }

  /** The case's model: in its own folder, or in the one that {@code meta.json} names. */
  public Checkpoint checkpoint() {
    String model = meta.path("model").asText(".");
    try {
      return CheckpointFolder.open(folder.resolve(model).normalize()).in(precision);
    } catch (InvalidPathException e) {
      throw new FuseboxException(
          folder + ": the model's folder '" + model + "' in meta.json is no path", e);
    }
  }
}
