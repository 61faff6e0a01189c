package io.fusebox.runtime.verify;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.plugins.Plugins;
import io.fusebox.toolkit.tensor.Autograd;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs reference cases, of every kind that a live plug-in knows, against Fusebox.
 *
 * @param precision what the models' weights are held in; another than float32 has tolerances of its
 *     own
 */
public record CaseRunner(Plugins plugins, Precision precision) {
  public CaseRunner(Plugins plugins) {
    this(plugins, Precision.FLOAT32);
  }

  /**
   * Runs one case.
   *
   * @return one row for each of its outputs, or a single one if its kind is not known
   * @throws io.fusebox.api.FuseboxException when the folder is not a case, a file of it is missing
   *     or damaged, its model cannot be loaded, or several kinds know its name
   */
  public List<OutputResult> run(Path folder) {
    VerificationCase of = VerificationCase.open(folder).in(precision);
    List<PluginFactory<ReferenceCase>> kinds = plugins.of(ReferenceCase.class);
    List<PluginFactory<ReferenceCase>> fitting =
        kinds.stream().filter(kind -> fits(kind, of)).toList();
    if (fitting.isEmpty()) {
      return List.of(
          OutputResult.unsupportedCase(
              "a case '%s'; known kinds: %s"
                  .formatted(NameSuggestions.shown(of.name()), ids(kinds))));
    }
    require(
        fitting.size() == 1,
        "%s: the case '%s' is of several kinds: %s; name one as 'kind' in its meta.json"
            .formatted(folder, NameSuggestions.shown(of.name()), ids(fitting)));
    try (NDManager manager = NDManager.newBaseManager()) {
      CaseModels models = new CaseModels(of, manager, plugins);
      PluginFactory<ReferenceCase> kind = fitting.get(0);
      return Autograd.without(
          () ->
              PluginCall.nonNull(
                  "rows", kind.id(), () -> Plugins.component(kind).verify(of.folder(), models)));
    }
  }

  /** A case may name its kind; else its own name says it. */
  private static boolean fits(PluginFactory<ReferenceCase> kind, VerificationCase of) {
    return of.meta().path("kind").isTextual()
        ? kind.id().equals(of.meta().path("kind").textValue())
        : PluginCall.of(kind.id(), () -> Plugins.component(kind).knows(of.name()));
  }

  private static String ids(List<PluginFactory<ReferenceCase>> kinds) {
    return kinds.stream().map(PluginFactory::id).sorted().collect(Collectors.joining(", "));
  }
}
