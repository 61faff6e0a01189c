package io.fusebox.api.reference;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.plm.Plm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A kind of reference case, whose name is its plug-in's id: a folder of numbers that a reference
 * implementation gave, which Fusebox is to give too. {@code meta.json} in it names the case, for
 * instance {@code {"case": "vit-tiny"}}. Stateless.
 */
public interface ReferenceCase {
  /**
   * Whether a case of this name is of this kind; sizes and seeds in the name do not matter. A name
   * is of one kind at most.
   */
  boolean knows(String name);

  /**
   * Computes the case's outputs and compares them.
   *
   * @param folder the case; its files are untrusted
   * @param models the model of the case, as a pipeline would build it
   * @return one row for every output that the case holds, supported or not
   * @throws FuseboxException when the case or its model cannot be read
   */
  List<OutputResult> verify(Path folder, Models models);

  /** The services of the host for a case: the plug-ins that are live. */
  interface Models {
    /** Owns whatever tensors the case needs; closed afterwards. */
    NDManager manager();

    /** The model folder of the case; refused when it has none. */
    Checkpoint checkpoint();

    /**
     * A live encoder over the case's model folder.
     *
     * @param id the plug-in's id
     * @throws FuseboxException when no live encoder has this id, with near misses, or it cannot be
     *     built
     */
    ModalityEncoder encoder(String id, Map<String, ?> settings);

    /**
     * The PLM of the case's model folder, by the folder's {@code model_type}.
     *
     * @throws FuseboxException when no live PLM reads such a folder, or it cannot be built
     */
    Plm plm();

    /**
     * A live strategy.
     *
     * @param id the plug-in's id
     * @throws FuseboxException.Unavailable when no live strategy has this id, with near misses
     * @throws FuseboxException when it refuses its settings
     */
    FusionStrategy strategy(String id, Map<String, ?> settings);
  }
}
