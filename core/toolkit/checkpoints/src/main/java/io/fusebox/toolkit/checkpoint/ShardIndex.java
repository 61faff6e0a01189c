package io.fusebox.toolkit.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.toolkit.files.JsonFile;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code model.safetensors.index.json}: which shard holds which tensor. */
final class ShardIndex {
  static final String SUFFIX = ".index.json";
  static final String NAME = CheckpointFolder.WEIGHTS + SUFFIX;
  private static final long MAX_BYTES = 64_000_000;
  private static final int MAX_SHARDS = 10_000;

  private ShardIndex() {}

  /**
   * Opens every shard.
   *
   * @throws FuseboxException when the index is malformed, names a file outside the folder, a shard
   *     is missing or malformed, or lacks a tensor that the index promises
   */
  static CheckpointTensors open(Path folder, String name) {
    Path index = CheckpointTensors.inside(folder, name);
    Map<String, String> shardOf = weightMap(index);
    Map<String, SafetensorsFile> shards = new TreeMap<>();
    Map<String, SafetensorsFile> tensors = new LinkedHashMap<>();
    shardOf.forEach(
        (tensor, shard) -> {
          SafetensorsFile file = shards.get(shard);
          if (file == null) {
            file = SafetensorsFile.open(CheckpointTensors.inside(folder, shard));
            shards.put(shard, file);
            requireFewShards(index, shards.size());
          }
          requireTensor(index, tensor, file);
          tensors.put(tensor, file);
        });
    List<Path> files = new ArrayList<>();
    files.add(index);
    shards.values().forEach(s -> files.add(s.path()));
    return new CheckpointTensors(
        files, tensors, CheckpointTensors.aliases(tensors, shards.values()));
  }

  private static Map<String, String> weightMap(Path index) {
    JsonNode map = JsonFile.readObject(index, MAX_BYTES).path("weight_map");
    if (!map.isObject() || map.isEmpty()) {
      throw new FuseboxException(
          index + " has no 'weight_map' from tensors to shards; download the index again");
    }
    Map<String, String> shardOf = new LinkedHashMap<>();
    map.properties()
        .forEach(
            e -> {
              if (!e.getValue().isTextual()) {
                throw new FuseboxException(
                    "%s: the shard of '%s' must be a file's name, found %s"
                        .formatted(
                            index, NameSuggestions.shown(e.getKey()), e.getValue().getNodeType()));
              }
              shardOf.put(e.getKey(), e.getValue().textValue());
            });
    return shardOf;
  }

  private static void requireFewShards(Path index, int shards) {
    if (shards > MAX_SHARDS) {
      throw new FuseboxException(index + " names more than " + MAX_SHARDS + " shards");
    }
  }

  private static void requireTensor(Path index, String tensor, SafetensorsFile shard) {
    if (!shard.has(tensor)) {
      throw new FuseboxException(
          "%s promises tensor '%s' in %s, but it is not there; download index and shards again"
              .formatted(index, NameSuggestions.shown(tensor), shard.path()));
    }
  }
}
