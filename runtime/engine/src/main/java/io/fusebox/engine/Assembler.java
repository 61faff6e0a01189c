package io.fusebox.engine;

import ai.djl.ndarray.NDManager;
import io.fusebox.FuseboxException;
import io.fusebox.checkpoint.Checkpoint;
import io.fusebox.checkpoint.CheckpointFolder;
import io.fusebox.encoder.Modality;
import io.fusebox.encoder.ModalityEncoder;
import io.fusebox.fusion.FusionSpec;
import io.fusebox.fusion.FusionStrategy;
import io.fusebox.fusion.Weight;
import io.fusebox.plm.Plm;
import io.fusebox.plugin.Host;
import io.fusebox.plugin.PluginFactory;
import io.fusebox.plugin.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds pipelines from live plug-ins. */
public final class Assembler {
  private final Plugins plugins;
  private final Parts parts;

  /** Every pipeline gets parts of its own. */
  public Assembler(Plugins plugins) {
    this(plugins, Parts.OWN);
  }

  /** Pipelines get their components from {@code parts}. */
  public Assembler(Plugins plugins, Parts parts) {
    this.plugins = plugins;
    this.parts = parts;
  }

  /**
   * Builds the parts and checks that they fit.
   *
   * @return a pipeline that the caller closes
   * @throws FuseboxException when a part is missing, misconfigured or does not fit the others
   */
  public Pipeline assemble(PipelineSpec spec) {
    NDManager owner = NDManager.newBaseManager();
    try {
      return assemble(spec, owner);
    } catch (RuntimeException | Error e) {
      owner.close();
      throw e;
    }
  }

  private Pipeline assemble(PipelineSpec spec, NDManager owner) {
    // The cheap part first: a misspelt strategy should not cost the loading of a PLM.
    Part<FusionStrategy> strategy = strategy(spec.strategies(), owner);
    Part<Plm> plm = part(Plm.class, withModelType(spec.plm()), owner);
    List<Sense> senses = new ArrayList<>();
    spec.modalities().forEach((modality, part) -> senses.add(sense(modality, part, owner)));
    FusionSpec fusion =
        new FusionSpec(plm.component.spec(), senses.stream().map(Sense::spec).toList());
    List<Weight> weights =
        PluginCall.of(
            strategy.identity.plugin(), () -> List.copyOf(strategy.component.weights(fusion)));
    return new Pipeline(
        spec,
        plm.component,
        plm.identity,
        List.copyOf(senses),
        strategy.component,
        strategy.identity,
        weights,
        owner);
  }

  private Part<FusionStrategy> strategy(List<PartSpec> specs, NDManager owner) {
    List<Part<FusionStrategy>> parts =
        specs.stream().map(spec -> part(FusionStrategy.class, spec, owner)).toList();
    List<String> ids = specs.stream().map(PartSpec::id).toList();
    FusionStrategy chain = StrategyChain.of(ids, parts.stream().map(Part::component).toList());
    return new Part<>(chain, Identity.chain(parts.stream().map(Part::identity).toList()));
  }

  private Sense sense(Modality modality, PartSpec spec, NDManager owner) {
    Part<ModalityEncoder> part = part(ModalityEncoder.class, spec, owner);
    Modality sensed = part.component.modality();
    Settings.require(
        sensed.equals(modality),
        "the encoder %s senses %s, but the pipeline names it for %s"
            .formatted(spec.id(), sensed, modality));
    return new Sense(modality, part.component, part.identity);
  }

  private static PartSpec withModelType(PartSpec spec) {
    if (!spec.id().isEmpty()) {
      return spec;
    }
    Checkpoint checkpoint = folder(spec);
    String type = checkpoint.config().path("model_type").asText("");
    Settings.require(
        !type.isEmpty(), checkpoint.folder() + "/config.json does not say its model_type");
    return new PartSpec(type, spec.model(), spec.settings());
  }

  private static Checkpoint folder(PartSpec spec) {
    return CheckpointFolder.open(
        spec.model()
            .orElseThrow(
                () ->
                    new FuseboxException(
                        "%s needs a model folder: give it as 'model: FOLDER' in the pipeline file"
                            .formatted(spec.id().isEmpty() ? "the PLM" : spec.id()))));
  }

  private <T> Part<T> part(Class<T> kind, PartSpec spec, NDManager owner) {
    PluginFactory<T> factory = plugins.find(kind, spec.id());
    Optional<Checkpoint> model = spec.model().map(m -> folder(spec));
    String settings = Settings.read(factory.config(), spec.settings(), factory.id()).toString();
    String hash = model.map(Checkpoint::hash).orElse("");
    Identity identity = new Identity(factory.id(), factory.version(), settings, hash);
    T component =
        parts.get(
            factory,
            identity,
            owner,
            manager -> create(factory, spec, new Room(manager, model, spec.id())));
    return new Part<>(component, identity);
  }

  private static <T> T create(PluginFactory<T> factory, PartSpec spec, Host host) {
    return PluginCall.of(factory.id(), () -> factory.create(spec.settings(), host));
  }

  private record Part<T>(T component, Identity identity) {}

  /** The host as one component sees it. */
  private record Room(NDManager manager, Optional<Checkpoint> model, String id) implements Host {
    @Override
    public Checkpoint checkpoint() {
      return model.orElseThrow(
          () ->
              new FuseboxException(
                  "%s needs a model folder: give it as 'model: FOLDER' in the pipeline file"
                      .formatted(id)));
    }
  }
}
