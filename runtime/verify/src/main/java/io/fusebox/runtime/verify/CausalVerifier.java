package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.causal.CausalPlm;
import java.util.List;
import java.util.Optional;

/**
 * Decoder-only PLMs on token ids, with padding on the left ({@code leftpad.*}), on given embeddings
 * ({@code embeds.*}), and on prompts and features before a text ({@code fuse.*}).
 */
final class CausalVerifier implements CaseVerifier {
  private static final String FUSED = "fuse.";

  private final String names;

  /**
   * @param names what the names of this family's cases match
   */
  CausalVerifier(String names) {
    this.names = names;
  }

  @Override
  public boolean knows(String caseName) {
    return caseName.matches(names);
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    Plm made = models.plm();
    if (!(made instanceof CausalPlm plm)) {
      return List.of(
          OutputResult.unsupportedCase("the PLM of the case's folder is not decoder-only"));
    }
    CausalOutputs plain = new CausalOutputs(of, plm, manager);
    FusedAnswers fused = new FusedAnswers(of, plm, manager);
    return TensorCase.rows(
        of,
        manager,
        name ->
            name.startsWith(FUSED)
                ? fused.output(name.substring(FUSED.length()))
                : Optional.ofNullable(plain.output(name)));
  }
}
