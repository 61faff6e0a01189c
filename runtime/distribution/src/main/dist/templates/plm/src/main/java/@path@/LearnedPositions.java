package @package@;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.fusebox.toolkit.tensor.Embedding;

/** Learned positions, which are added to embeddings. */
record LearnedPositions(Embedding table) {
  /**
   * Embeddings {@code [b, s, d]} at the positions from {@code first} on.
   *
   * @param what what they are, for messages
   */
  NDArray place(NDArray embeddings, long first, String what) {
    long most = table.weight().getShape().get(0);
    long end = first + embeddings.getShape().get(1);
    require(
        end <= most,
        "%s ends at position %d, but the PLM knows %d (positions in config.json); shorten it"
            .formatted(what, end, most));
    NDArray ids = embeddings.getManager().arange((int) first, (int) end, 1, DataType.INT64);
    return embeddings.add(table.apply(ids));
  }
}
