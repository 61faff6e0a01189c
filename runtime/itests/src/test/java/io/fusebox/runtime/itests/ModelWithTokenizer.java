package io.fusebox.runtime.itests;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A PLM that can be talked to: a reference case's, which has none, with another case's tokenizer.
 * Its vocabulary grows to that tokenizer's, with random rows.
 */
record ModelWithTokenizer(String model, String tokenizer, int vocabulary) {
  /** Chat templates are longer than the cases' inputs; rotary positions need no table. */
  private static final int POSITIONS = 256;

  private static final ObjectMapper JSON = new ObjectMapper();

  static ModelWithTokenizer of(String model, String tokenizer) {
    GoldenCase words = GoldenCase.of(tokenizer);
    return new ModelWithTokenizer(
        model, tokenizer, words.json("tokenizer.json").at("/model/vocab").size());
  }

  /** Writes the folder, with the same random rows for the same {@code seed}. */
  Path writeTo(Path folder, long seed) throws IOException {
    Files.createDirectories(folder);
    for (String file : new String[] {"tokenizer.json", "tokenizer_config.json"}) {
      Files.copy(GoldenCase.of(tokenizer).file(file), folder.resolve(file));
    }
    ObjectNode config =
        (ObjectNode) JSON.readTree(GoldenCase.of(model).file("config.json").toFile());
    int rows = config.path("vocab_size").intValue();
    config.put("vocab_size", vocabulary).put("max_position_embeddings", POSITIONS);
    JSON.writeValue(folder.resolve("config.json").toFile(), config);
    SafetensorsFile weights = SafetensorsFile.open(GoldenCase.of(model).file("model.safetensors"));
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = new HashMap<>();
      for (String name : weights.names()) {
        NDArray tensor = weights.readFloat(manager, name);
        tensors.put(name, tensor.getShape().get(0) == rows ? grown(tensor, seed) : tensor);
      }
      SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors, Map.of(), Dtype.F32);
    }
    return folder;
  }

  /** As large as the rows that are there. */
  private NDArray grown(NDArray rows, long seed) {
    Shape shape = rows.getShape();
    Shape more = new Shape(vocabulary - shape.get(0), shape.get(1));
    NDArray spread = rows.square().mean().sqrt();
    return rows.concat(Tensors.normal(rows.getManager(), more, seed).mul(spread), 0);
  }
}
