package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase;
import io.fusebox.api.reference.ReferenceCase.Models;
import java.nio.file.Path;
import java.util.List;

/** A kind of case whose folder is a {@link VerificationCase}. */
interface CaseVerifier extends ReferenceCase {
  @Override
  default List<OutputResult> verify(Path folder, Models models) {
    VerificationCase of =
        models instanceof CaseModels own ? own.of() : VerificationCase.open(folder);
    return verify(of, models.manager(), models);
  }

  /**
   * Computes the case's outputs and compares them.
   *
   * @param manager owns whatever tensors this needs; closed after the case
   * @param models where models come from
   */
  List<OutputResult> verify(VerificationCase of, NDManager manager, Models models);
}
