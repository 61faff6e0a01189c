package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDManager;
import io.fusebox.runtime.engine.plugins.Plugins;
import io.fusebox.toolkit.tensor.Autograd;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs reference cases against Fusebox.
 *
 * @param verifiers the kinds of cases that are known; the first that knows a case takes it
 */
public record Verify(Plugins plugins, List<CaseVerifier> verifiers) {
  public Verify {
    verifiers = List.copyOf(verifiers);
  }

  /** All kinds that Fusebox knows, on these plug-ins. */
  public static Verify standard(Plugins plugins) {
    return new Verify(
        plugins,
        List.of(
            new BartEmbedsVerifier(),
            new BartScaledVerifier(),
            new BartVerifier(),
            new T5Verifier(),
            new PromptFuseVerifier(),
            new IntegratedGradientsVerifier(),
            new PixelsVerifier("vit", "vit", "vit(-.*)?"),
            new PixelsVerifier("clip", "clip", "clip(-vision)?(-.*)?"),
            new PixelsVerifier("videomae", "videomae", "videomae(-.*)?"),
            new Wav2Vec2Verifier(),
            new HubertVerifier(),
            new AudioVerifier(),
            new TokenizerVerifier(),
            new VqaVerifier(),
            new ClassificationVerifier()));
  }

  /**
   * Runs one case.
   *
   * @return one row for each of its outputs, or a single one if its kind is not known
   * @throws io.fusebox.api.FuseboxException when the folder is no case, a file of it is missing or
   *     damaged, or its model cannot be loaded
   */
  public List<Row> run(Path folder) {
    GoldenCase of = GoldenCase.open(folder);
    Optional<CaseVerifier> verifier =
        verifiers.stream().filter(v -> v.knows(of.name())).findFirst();
    if (verifier.isEmpty()) {
      return List.of(
          Row.unsupportedCase("a case '%s'; known kinds: %s".formatted(of.name(), kinds())));
    }
    try (NDManager manager = NDManager.newBaseManager()) {
      return Autograd.without(() -> verifier.get().verify(of, manager, plugins));
    }
  }

  private String kinds() {
    return verifiers.stream().map(CaseVerifier::kind).collect(Collectors.joining(", "));
  }
}
