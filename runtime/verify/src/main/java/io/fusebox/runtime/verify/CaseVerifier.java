package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.reference.ReferenceCase;
import io.fusebox.api.reference.Row;
import java.nio.file.Path;
import java.util.List;

/** A kind of case whose folder is a {@link GoldenCase}. */
interface CaseVerifier extends ReferenceCase {
  @Override
  default List<Row> verify(Path folder, Host host) {
    return verify(GoldenCase.open(folder), host.manager(), host);
  }

  /**
   * Computes the case's outputs and compares them.
   *
   * @param manager owns whatever tensors this needs; closed after the case
   * @param host where models come from
   */
  List<Row> verify(GoldenCase of, NDManager manager, Host host);
}
