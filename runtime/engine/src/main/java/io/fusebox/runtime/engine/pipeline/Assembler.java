package io.fusebox.runtime.engine.pipeline;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.settings.Settings;
import io.fusebox.api.task.Task;
import io.fusebox.api.task.TaskType;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.plugins.Plugins;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.checkpoint.CheckpointWarnings;
import io.fusebox.toolkit.files.FileDigests;
import io.fusebox.toolkit.template.InputTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds pipelines from live plug-ins. */
public final class Assembler {
  /** An input of this name is one of this modality: another would be a mistake. */
  private static final Set<String> WELL_KNOWN =
      Set.of(Modality.IMAGE.id(), Modality.AUDIO.id(), Modality.VIDEO.id());

  private final Plugins plugins;
  private final ComponentSource parts;
  private final FileDigests fileDigests;

  /** Every pipeline gets parts of its own. */
  public Assembler(Plugins plugins) {
    this(plugins, ComponentSource.OWN, new FileDigests());
  }

  /**
   * Pipelines get their components from {@code parts}.
   *
   * @param fileDigests knows the model files that were read before
   */
  public Assembler(Plugins plugins, ComponentSource parts, FileDigests fileDigests) {
    this.plugins = plugins;
    this.parts = parts;
    this.fileDigests = fileDigests;
  }

  /** The parts that pipelines are built from. */
  public Plugins plugins() {
    return plugins;
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
    PipelineComponent<FusionStrategy> strategy = strategy(spec.strategies(), owner);
    PipelineComponent<TaskType> task = task(spec, owner);
    NamedTemplate template = NamedTemplate.of(spec);
    PipelineComponent<Plm> plm = part(Plm.class, withModelType(spec.plm()), owner, parts);
    List<ModalityInput> modalityInputs = new ArrayList<>();
    boolean thawed = strategy.component().thawsEncoders();
    ComponentSource encoders = thawed ? ComponentSource.OWN : new SharedComponents(parts);
    spec.inputs()
        .forEach(
            (name, part) -> modalityInputs.add(modalityInput(name, part, owner, encoders, thawed)));
    InputTemplate words = template.on(plm.component());
    List<WeightSpec> weights =
        PluginCall.of(
            strategy.identity().plugin(),
            () ->
                new DeclaredWeights(
                        spec, plm.component(), words, modalityInputs, strategy.component())
                    .all());
    return new Pipeline(
        spec,
        plm.component(),
        plm.identity(),
        List.copyOf(modalityInputs),
        strategy.component(),
        strategy.identity(),
        weights,
        task.component(),
        task.identity(),
        task(spec, task.component(), plm.component()),
        words,
        owner);
  }

  /**
   * The parameters that another strategy would train on a pipeline's parts; nothing is loaded
   * again.
   *
   * @param strategy one id, or several joined by '+'
   * @throws FuseboxException when it cannot join these parts
   */
  public List<WeightSpec> weights(Pipeline pipeline, String strategy) {
    PipelineSpec spec = pipeline.spec().withStrategy(strategy);
    try (NDManager owner = NDManager.newBaseManager()) {
      FusionStrategy other = strategy(spec.strategies(), owner).component();
      List<ModalityInput> modalityInputs =
          pipeline.modalityInputs().stream().map(s -> s.withThawed(other.thawsEncoders())).toList();
      return new DeclaredWeights(spec, pipeline.plm(), pipeline.template(), modalityInputs, other)
          .all();
    }
  }

  /**
   * The task of a pipeline, to score answers without the pipeline.
   *
   * @throws FuseboxException when it is unknown or misconfigured
   */
  public TaskType task(PipelineSpec spec) {
    try (NDManager owner = NDManager.newBaseManager()) {
      return task(spec, owner).component();
    }
  }

  private PipelineComponent<TaskType> task(PipelineSpec spec, NDManager owner) {
    PipelineComponent<TaskType> made =
        part(TaskType.class, spec.task(), owner, ComponentSource.OWN);
    TaskType type = new PluginTaskType(spec.task().id(), made.component());
    Settings.require(
        type.generates()
            || spec.maxLength() == PipelineSpec.MAX_LENGTH
                && spec.generation() == GenerationSource.FOLDER,
        "%s: 'answer' is about generated answers, but the task %s generates none; leave out one"
            .formatted(spec.name(), spec.task().id()));
    return new PipelineComponent<>(type, made.identity(), made.borrows());
  }

  private static Task task(PipelineSpec spec, TaskType type, Plm plm) {
    return type.on(plm, new AnswerSearch(spec, type.generates(), plm).generation());
  }

  private PipelineComponent<FusionStrategy> strategy(List<ComponentSpec> specs, NDManager owner) {
    List<PipelineComponent<FusionStrategy>> parts =
        specs.stream().map(spec -> part(FusionStrategy.class, spec, owner, this.parts)).toList();
    List<String> ids = specs.stream().map(ComponentSpec::id).toList();
    FusionStrategy chain =
        StrategyChain.of(ids, parts.stream().map(PipelineComponent::component).toList());
    return new PipelineComponent<>(
        chain,
        ComponentIdentity.chain(parts.stream().map(PipelineComponent::identity).toList()),
        false);
  }

  /** A thawed encoder is trained: no other pipeline, and no other input, may see it change. */
  private ModalityInput modalityInput(
      String name, ComponentSpec spec, NDManager owner, ComponentSource from, boolean thawed) {
    PrecisionCheck.requireFrozen(spec, thawed);
    PipelineComponent<ModalityEncoder> part = part(ModalityEncoder.class, spec, owner, from);
    Modality sensed = PluginCall.nonNull("its modality", spec.id(), part.component()::modality);
    Settings.require(
        sensed.id().equals(name) || !WELL_KNOWN.contains(name),
        "the encoder %s reads %s, but the pipeline names it for %s"
            .formatted(spec.id(), sensed, name));
    return new ModalityInput(name, sensed, part.component(), part.identity(), thawed);
  }

  private ComponentSpec withModelType(ComponentSpec spec) {
    if (!spec.id().isEmpty()) {
      return spec;
    }
    Checkpoint checkpoint = folder(spec);
    String type = checkpoint.config().path("model_type").asText("");
    Settings.require(
        !type.isEmpty(), checkpoint.folder() + "/config.json does not say its model_type");
    return new ComponentSpec(
        plugins.reading(type).id(), spec.model(), spec.settings(), spec.precision());
  }

  private CheckpointFolder folder(ComponentSpec spec) {
    return CheckpointFolder.open(
            spec.model()
                .orElseThrow(
                    () ->
                        new FuseboxException(
                            "%s needs a model folder: give it as 'model: FOLDER' in the pipeline file"
                                .formatted(spec.id().isEmpty() ? "the PLM" : spec.id()))),
            fileDigests)
        .in(spec.precision());
  }

  private <T> PipelineComponent<T> part(
      Class<T> kind, ComponentSpec spec, NDManager owner, ComponentSource from) {
    return part(kind, spec, spec.model().map(m -> folder(spec)), owner, from);
  }

  private <T> PipelineComponent<T> part(
      Class<T> kind,
      ComponentSpec spec,
      Optional<CheckpointFolder> model,
      NDManager owner,
      ComponentSource from) {
    PluginFactory<T> factory = plugins.find(kind, spec.id());
    ComponentIdentity own = identity(factory, spec, model);
    return from.get(
        factory,
        own,
        owner,
        manager -> make(factory, spec, own, new ComponentHost(manager, model, spec)));
  }

  private static ComponentIdentity identity(
      PluginFactory<?> factory, ComponentSpec spec, Optional<CheckpointFolder> model) {
    Record settings =
        PluginCall.of(
            factory.id(), () -> Settings.read(factory.config(), spec.settings(), factory.id()));
    SortedMap<String, String> given = Settings.canonical(settings);
    SortedMap<String, String> usual = Settings.values(settings);
    usual.keySet().removeAll(given.keySet());
    if (spec.precision() != Precision.FLOAT32) {
      given.put(PipelineFile.PRECISION, spec.precision().name().toLowerCase(Locale.ROOT));
    }
    SortedMap<String, String> files = new TreeMap<>();
    model.ifPresent(folder -> files.putAll(folder.digests()));
    return new ComponentIdentity(factory.id(), factory.version(), given, usual, files);
  }

  private <T> PipelineComponent<T> make(
      PluginFactory<T> factory, ComponentSpec spec, ComponentIdentity own, ComponentHost room) {
    String what = "the " + Plugins.word(factory.kind());
    T component = PluginCall.nonNull(what, factory.id(), () -> create(factory, spec, room));
    PrecisionCheck.requireHeeded(spec, room.model);
    room.model
        .map(Checkpoint::unreadTensors)
        .orElse(List.of())
        .forEach(CheckpointWarnings::warnOnce);
    return new PipelineComponent<>(
        component, ComponentIdentity.chain(room.with(own)), !room.lent.isEmpty());
  }

  /** A plug-in that speaks of {@code config.json} does not say which. */
  private static <T> T create(PluginFactory<T> factory, ComponentSpec spec, ComponentHost room) {
    try {
      return factory.create(spec.settings(), room);
    } catch (FuseboxException e) {
      String folder = room.model.map(m -> m.folder().toString()).orElse("");
      if (e.getClass() != FuseboxException.class
          || String.valueOf(e.getMessage()).contains(folder)) {
        throw e;
      }
      throw new FuseboxException(e.getMessage() + "; its model folder is " + folder, e);
    }
  }

  /** The host as one component sees it. */
  private final class ComponentHost implements Host {
    private final NDManager manager;
    private final Optional<CheckpointFolder> model;
    private final String id;
    private final Precision precision;
    private final List<ComponentIdentity> lent = new ArrayList<>();

    ComponentHost(NDManager manager, Optional<CheckpointFolder> model, ComponentSpec spec) {
      this.manager = manager;
      this.model = model;
      this.id = spec.id();
      this.precision = spec.precision();
    }

    @Override
    public NDManager manager() {
      return manager;
    }

    @Override
    public Checkpoint checkpoint() {
      return model.orElseThrow(
          () ->
              new FuseboxException(
                  "%s needs a model folder: give it as 'model: FOLDER' in the pipeline file"
                      .formatted(id)));
    }

    @Override
    public ModalityEncoder encoder(String other, Map<String, ?> settings) {
      ComponentSpec spec =
          new ComponentSpec(other, Optional.empty(), Map.copyOf(settings), precision);
      PipelineComponent<ModalityEncoder> part =
          part(ModalityEncoder.class, spec, model, manager, ComponentSource.OWN);
      lent.add(part.identity());
      return part.component();
    }

    /** The component's own identity and those of what it was lent. */
    List<ComponentIdentity> with(ComponentIdentity own) {
      List<ComponentIdentity> all = new ArrayList<>(List.of(own));
      all.addAll(lent);
      return all;
    }
  }
}
