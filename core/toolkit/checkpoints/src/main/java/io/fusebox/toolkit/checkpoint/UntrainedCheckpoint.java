package io.fusebox.toolkit.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.safetensors.OwnedTensors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * A model before its training: any tensor that is asked for, of any shape. Biases are 0, the
 * weights of norms 1, all else normal with the configuration's {@code initializer_range} or {@code
 * init_std}, else 0.02. A tensor depends on the seed and its name alone, not on who asks when.
 */
public final class UntrainedCheckpoint implements Checkpoint {
  private static final double USUAL_STD = 0.02;
  private static final int CHUNK = 1 << 20;

  private final Path folder;
  private final JsonNode config;
  private final long seed;
  private final Predicate<String> has;
  private final Precision precision;

  /**
   * Describes an untrained model.
   *
   * @param folder where tokenizer and the like are, and for messages
   * @param has which names the model has: a name that it refuses is missing, so that a reader that
   *     tries several prefixes finds one
   */
  public UntrainedCheckpoint(Path folder, JsonNode config, long seed, Predicate<String> has) {
    this(folder, config, seed, has, Precision.FLOAT32);
  }

  private UntrainedCheckpoint(
      Path folder, JsonNode config, long seed, Predicate<String> has, Precision precision) {
    this.folder = folder;
    this.config = config;
    this.seed = seed;
    this.has = has;
    this.precision = precision;
  }

  /** The same model, its weights to be held in another precision. */
  public UntrainedCheckpoint in(Precision other) {
    return new UntrainedCheckpoint(folder, config, seed, has, other);
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public JsonNode config() {
    return config;
  }

  @Override
  public boolean has(String name) {
    return has.test(name);
  }

  @Override
  public Optional<NDArray> tensor(NDManager manager, String name, Shape expected) {
    return has(name) ? Optional.of(initial(manager, name, expected)) : Optional.empty();
  }

  private NDArray initial(NDManager manager, String name, Shape shape) {
    if (name.endsWith("bias")) {
      return manager.zeros(shape);
    }
    return isNorm(name) ? manager.ones(shape) : normal(manager, name, shape);
  }

  private static boolean isNorm(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith("weight") && (lower.contains("norm") || lower.contains("layrnorm"));
  }

  /** {@code Random}'s normal numbers are specified to the bit, on every machine and Java. */
  private NDArray normal(NDManager manager, String name, Shape shape) {
    double std = std();
    Random random = new Random(seedOf(name));
    return OwnedTensors.fill(
        manager,
        shape,
        DataType.FLOAT32,
        CHUNK,
        (elements, first, count) -> {
          for (int i = 0; i < count; i++) {
            elements.putFloat(4 * i, (float) (std * random.nextGaussian()));
          }
        });
  }

  private double std() {
    for (String key : new String[] {"initializer_range", "init_std"}) {
      if (config.path(key).isNumber()) {
        return config.path(key).doubleValue();
      }
    }
    return USUAL_STD;
  }

  private long seedOf(String name) {
    return ByteBuffer.wrap(
            CheckpointHash.ofBytes(seedBytes(), name.getBytes(StandardCharsets.UTF_8)))
        .getLong();
  }

  private byte[] seedBytes() {
    return ByteBuffer.allocate(Long.BYTES).putLong(0, seed).array();
  }

  /** Over configuration and seed, which determine every tensor. */
  @Override
  public String hash() {
    byte[] json = config.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(CheckpointHash.ofBytes(json, seedBytes()));
  }
}
