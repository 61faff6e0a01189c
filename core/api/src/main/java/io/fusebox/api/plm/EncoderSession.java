package io.fusebox.api.plm;

import io.fusebox.api.fusion.PlmInput;

/**
 * Encoding input after input with the same weights. What a {@linkplain
 * io.fusebox.api.fusion.Segment#blind blind} segment becomes is the same for all of them: it is
 * computed once and kept. Gradients do not flow back to what is kept, so training encodes with
 * {@link Plm#encode}. Any number of threads may encode at a time.
 */
@FunctionalInterface
public interface EncoderSession extends AutoCloseable {
  /**
   * {@link Plm#encode}, to the same result, which belongs to the input's manager. An input whose
   * blind segments, or the prefix that they see, are others than the first one's is encoded as if
   * nothing were kept.
   */
  EncoderOutput encode(PlmInput input);

  /** Frees what was kept. No thread may be encoding. */
  @Override
  default void close() {}
}
