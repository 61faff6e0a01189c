package io.fusebox.api.checkpoint;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The parameters of one model: read from a checkpoint as its layers ask for them, and remembered by
 * their names, so that anyone who thaws or saves the model has them all.
 */
public final class Parameters {
  private final Checkpoint checkpoint;
  private final NDManager owner;
  private final String prefix;
  private final Map<String, NDArray> all;
  private final Map<NDArray, NDArray> held;

  /** Reads from {@code checkpoint}; {@code owner} owns every tensor read. */
  public Parameters(Checkpoint checkpoint, NDManager owner) {
    this(checkpoint, owner, "", new LinkedHashMap<>(), new IdentityHashMap<>());
  }

  private Parameters(
      Checkpoint checkpoint,
      NDManager owner,
      String prefix,
      Map<String, NDArray> all,
      Map<NDArray, NDArray> held) {
    this.checkpoint = checkpoint;
    this.owner = owner;
    this.prefix = prefix;
    this.all = all;
    this.held = held;
  }

  /** The same parameters seen from a module: {@code under("layers.0").get("fc1.weight", ...)}. */
  public Parameters under(String module) {
    return new Parameters(checkpoint, owner, prefix + module + ".", all, held);
  }

  /** A parameter that must be there. */
  public NDArray get(String name, long... shape) {
    return find(name, shape)
        .orElseThrow(
            () ->
                new FuseboxException(
                    "the checkpoint %s has no tensor '%s' of shape %s; is it a %s?"
                        .formatted(
                            checkpoint.folder(),
                            prefix + name,
                            new Shape(shape),
                            checkpoint.config().path("model_type").asText("model of this type"))));
  }

  /** A parameter that may be missing. A name that was read before gives the same tensor. */
  public Optional<NDArray> find(String name, long... shape) {
    String full = prefix + name;
    if (!all.containsKey(full)) {
      checkpoint.tensor(owner, full, new Shape(shape)).ifPresent(t -> all.put(full, t));
    }
    return Optional.ofNullable(all.get(full));
  }

  /**
   * A parameter of a product as the checkpoint's precision asks for it. What shares the parameter
   * shares what this gives.
   *
   * @param read one of these parameters; closed when another takes its place
   * @param bfloat16 makes the other
   */
  public NDArray held(NDArray read, UnaryOperator<NDArray> bfloat16) {
    if (checkpoint.precision() == Checkpoint.Precision.FLOAT32 || held.containsValue(read)) {
      return read;
    }
    NDArray known = held.get(read);
    if (known != null) {
      return known;
    }
    NDArray made = bfloat16.apply(read);
    held.put(read, made);
    all.replaceAll((name, each) -> each == read ? made : each);
    read.close();
    return made;
  }

  /** Whether the checkpoint has this parameter. */
  public boolean has(String name) {
    return checkpoint.has(prefix + name);
  }

  /**
   * Refuses a tensor that is there and differs from the one that this model takes in its place.
   *
   * @param to not changed, not closed
   */
  public void requireTied(String name, NDArray to) {
    require(
        all.get(prefix + name) == to || !checkpoint.contradicts(prefix + name, to),
        "the checkpoint %s has a '%s' of its own, but the token embeddings stand for it (tie_word_embeddings in config.json); set it to false if the model has a head of its own, or use another checkpoint"
            .formatted(checkpoint.folder(), prefix + name));
  }

  /**
   * Says that parameters are left alone on purpose.
   *
   * @param modules what their names begin with
   */
  public void leave(String... modules) {
    checkpoint.ignore(Arrays.stream(modules).map(m -> prefix + m).toArray(String[]::new));
  }

  /** Where they come from, for messages. */
  public Path folder() {
    return checkpoint.folder();
  }

  /** Everything read so far, by full name, in reading order. */
  public Map<String, NDArray> all() {
    return Collections.unmodifiableMap(all);
  }
}
