package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An untrained Llama whose token embeddings have components of length 1, as the features of
 * encoders do: Llama normalises no embeddings, so quieter words would drown alongside the features.
 */
record UnitEmbeddings(UntrainedCheckpoint embeddings, UntrainedCheckpoint others)
    implements Checkpoint {
  private static final String EMBEDDINGS = "model.embed_tokens.weight";

  static UnitEmbeddings of(Path folder, JsonNode config, long seed) {
    ObjectNode unit = config.<ObjectNode>deepCopy().put("initializer_range", 1.0);
    return new UnitEmbeddings(
        new UntrainedCheckpoint(folder, unit, seed, EMBEDDINGS::equals),
        new UntrainedCheckpoint(folder, config, seed, name -> !EMBEDDINGS.equals(name)));
  }

  @Override
  public Path folder() {
    return others.folder();
  }

  @Override
  public JsonNode config() {
    return others.config();
  }

  @Override
  public boolean has(String name) {
    return embeddings.has(name) || others.has(name);
  }

  @Override
  public Optional<NDArray> tensor(NDManager manager, String name, Shape expected) {
    return embeddings
        .tensor(manager, name, expected)
        .or(() -> others.tensor(manager, name, expected));
  }

  @Override
  public String hash() {
    return embeddings.hash() + others.hash();
  }
}
