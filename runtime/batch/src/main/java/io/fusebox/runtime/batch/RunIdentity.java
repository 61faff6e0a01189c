package io.fusebox.runtime.batch;

import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.toolkit.files.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that decides the answers of a run, by name: the pipeline, its weights, its search, the data.
 */
final class RunIdentity {
  static final String WEIGHTS = "weights";
  static final String DATA = "data";

  private RunIdentity() {}

  /**
   * Names it.
   *
   * @param data the digest of all rows
   */
  static SortedMap<String, String> of(Pipeline pipeline, WeightValues weights, String data) {
    SortedMap<String, String> identity = new TreeMap<>(WeightFile.metadata(pipeline));
    identity.put("answer.max-length", Integer.toString(pipeline.spec().maxLength()));
    identity.put("answer.generation", pipeline.spec().generation().name().toLowerCase(Locale.ROOT));
    identity.put("plm.generation", pipeline.plm().generation().toString());
    identity.put(WEIGHTS, digest(weights));
    identity.put(DATA, data);
    return identity;
  }

  private static String digest(WeightValues weights) {
    Sha256 digest = new Sha256();
    weights
        .tensors()
        .forEach(
            (name, tensor) -> {
              digest.text(name).text(tensor.shape().toString());
              ByteBuffer bytes =
                  ByteBuffer.allocate(Float.BYTES * tensor.data().length)
                      .order(ByteOrder.LITTLE_ENDIAN);
              bytes.asFloatBuffer().put(tensor.data());
              digest.bytes(bytes);
            });
    return digest.hex();
  }
}
