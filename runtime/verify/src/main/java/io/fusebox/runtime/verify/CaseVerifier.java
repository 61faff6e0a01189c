package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDManager;
import io.fusebox.runtime.engine.plugins.Plugins;
import java.util.List;

/** Knows one kind of case: what its inputs mean and how Fusebox computes its outputs. */
public interface CaseVerifier {
  /** The kind's name, for messages. */
  String kind();

  /** Whether a case of this name is of this kind; sizes and seeds in the name do not matter. */
  boolean knows(String caseName);

  /**
   * Computes the case's outputs and compares them.
   *
   * @param manager owns whatever tensors this needs; closed after the case
   * @param plugins where models come from
   * @return one row for every output that the case holds, supported or not
   * @throws io.fusebox.api.FuseboxException when the case or its model cannot be read
   */
  List<Row> verify(GoldenCase of, NDManager manager, Plugins plugins);
}
