package io.fusebox.api.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A pretrained model in the Hugging Face layout: its configuration and its tensors by name. */
public interface Checkpoint {
  /**
   * The folder, for other files than the weights (tokenizer, preprocessor) and for messages; of a
   * model that is one file, the file.
   */
  Path folder();

  /** {@code config.json}. */
  JsonNode config();

  /** Whether a tensor of this name is there (after aliases). */
  boolean has(String name);

  /**
   * Reads a tensor as float32.
   *
   * @param manager owns the copy that is returned
   * @return the tensor, or empty when there is none of this name
   * @throws io.fusebox.api.FuseboxException when its shape is not {@code expected}
   */
  Optional<NDArray> tensor(NDManager manager, String name, Shape expected);

  /** How anyone who reads the model is to hold the weights of its products. */
  default Precision precision() {
    return Precision.FLOAT32;
  }

  /** The precision of weights, and of products with them. */
  enum Precision {
    /** As the reference does. */
    FLOAT32,
    /**
     * Half the memory, and several times the speed on a processor that has such products. Sums,
     * norms and softmax stay in float32.
     */
    BFLOAT16
  }

  /** SHA-256 over all that decides what is computed, in hexadecimal. */
  String hash();

  /**
   * Says that tensors are left alone on purpose: heads and towers that the model's reader has no
   * use for.
   *
   * @param prefixes what their names begin with
   */
  default void ignore(String... prefixes) {}

  /**
   * Whether a tensor is stored that differs from the one that a model takes in its place.
   *
   * @param taken not changed, not closed
   */
  default boolean contradicts(String name, NDArray taken) {
    return false;
  }

  /**
   * Contents of the folder that may change numbers, and that nobody has asked for so far: fields of
   * the configuration and tensors, in a sentence each. To be asked when the model has been read.
   */
  default List<String> unreadTensors() {
    return List.of();
  }
}
