package io.fusebox.api.plugin;

import static io.fusebox.api.settings.Settings.require;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.endpoint.Endpoint;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.reference.ReferenceCase;
import io.fusebox.api.settings.Settings;
import io.fusebox.api.task.TaskType;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * The bridge between a bundle and the service registry: one Guice injector made at start and
 * dropped at stop, and every {@link PluginFactory} that the module binds registered as a service
 * under the id of its {@link Plugin} annotation. A plug-in extends it and calls {@link #strategy},
 * {@link #encoder}, {@link #plm}, {@link #task}, {@link #dataFormat}, {@link #endpoint} or {@link
 * #referenceCase} in {@code configure()}; OSGi unregisters its services at stop.
 *
 * <p>A module that sits on the class path, and so has no manifest, may bring several plug-ins: it
 * has no annotation, and gives each its id with {@link #provide}.
 */
public abstract class PluginModule extends AbstractModule implements BundleActivator {
  /** The service property that holds a plug-in's id. */
  public static final String ID = "fusebox.id";

  private static final String METHODS =
      "strategy(...), encoder(...), plm(...), task(...), dataFormat(...), endpoint(...) or"
          + " referenceCase(...)";

  private static final TypeLiteral<PluginFactory<?>> FACTORY = new TypeLiteral<>() {};

  private String version = ""; // until the bundle is started
  private @Nullable Injector injector;

  /** Binds a fusion strategy whose settings are the record {@code config}. */
  protected final <C extends Record> void strategy(
      Class<C> config, Function<C, FusionStrategy> maker) {
    bind(FusionStrategy.class, config, (c, host) -> maker.apply(c));
  }

  /**
   * Binds a modality encoder whose settings are the record {@code config}; if it reads checkpoints,
   * its id is their {@code model_type}.
   */
  protected final <C extends Record> void encoder(
      Class<C> config, BiFunction<C, Host, ModalityEncoder> maker) {
    bind(ModalityEncoder.class, config, maker);
  }

  /** Binds a modality encoder that reads checkpoints of these {@code model_type}s, or of none. */
  protected final <C extends Record> void encoder(
      List<String> modelTypes, Class<C> config, BiFunction<C, Host, ModalityEncoder> maker) {
    provide(id(), ModalityEncoder.class, config, maker, modelTypes);
  }

  /** Binds a PLM; its id is the {@code model_type} of the checkpoints that it reads. */
  protected final <C extends Record> void plm(Class<C> config, BiFunction<C, Host, Plm> maker) {
    bind(Plm.class, config, maker);
  }

  /** Binds a PLM that reads checkpoints of several {@code model_type}s. */
  protected final <C extends Record> void plm(
      List<String> modelTypes, Class<C> config, BiFunction<C, Host, Plm> maker) {
    provide(id(), Plm.class, config, maker, modelTypes);
  }

  /** Binds a task; its settings, the record {@code config}, are what a pipeline's file gives it. */
  protected final <C extends Record> void task(Class<C> config, Function<C, TaskType> maker) {
    bind(TaskType.class, config, (c, host) -> maker.apply(c));
  }

  /** Binds a format of data sets; its id is the name by which a command insists on it. */
  protected final void dataFormat(DataFormat format) {
    provide(id(), DataFormat.class, host -> format);
  }

  /**
   * Binds an endpoint, {@code /ID}.
   *
   * @param maker gets the host that the endpoint may ask for answers while it handles requests
   */
  protected final void endpoint(Function<Host, Endpoint> maker) {
    provide(id(), Endpoint.class, maker);
  }

  /** Binds a kind of reference case, whose name is the id. */
  protected final void referenceCase(ReferenceCase reference) {
    provide(id(), ReferenceCase.class, host -> reference);
  }

  /** Binds a component without settings under an id of its own. */
  protected final <T> void provide(String id, Class<T> kind, Function<Host, T> maker) {
    provide(id, kind, NoSettings.class, (config, host) -> maker.apply(host));
  }

  /** Binds a component under an id of its own; a bundle brings one, under its annotation's. */
  protected final <T, C extends Record> void provide(
      String id, Class<T> kind, Class<C> config, BiFunction<C, Host, T> maker) {
    provide(id, kind, config, maker, List.of(id));
  }

  private <T, C extends Record> void provide(
      String id,
      Class<T> kind,
      Class<C> config,
      BiFunction<C, Host, T> maker,
      List<String> modelTypes) {
    PluginFactory.Maker<T> cast = (settings, host) -> maker.apply(config.cast(settings), host);
    Multibinder.newSetBinder(binder(), FACTORY)
        .addBinding()
        .toInstance(new PluginFactory<>(id, version, kind, config, cast, modelTypes));
  }

  private <T, C extends Record> void bind(
      Class<T> kind, Class<C> config, BiFunction<C, Host, T> maker) {
    provide(id(), kind, config, maker);
  }

  private record NoSettings() {}

  private String id() {
    Plugin plugin = getClass().getAnnotation(Plugin.class);
    require(plugin != null, getClass().getName() + " is not annotated with @Plugin(\"id\")");
    return plugin.value();
  }

  /**
   * The components that the module binds, as a host gets them.
   *
   * @throws io.fusebox.api.FuseboxException when that cannot run: the module binds nothing, or two
   *     components of one kind, or its settings are of types that settings cannot have
   */
  public final Set<PluginFactory<?>> factories() {
    injector = Guice.createInjector(this, binder -> Multibinder.newSetBinder(binder, FACTORY));
    Set<PluginFactory<?>> factories =
        injector.getInstance(Key.get(new TypeLiteral<Set<PluginFactory<?>>>() {}));
    String name = getClass().getSimpleName();
    require(!factories.isEmpty(), name + ".configure() binds nothing: call " + METHODS + " in it");
    Set<List<Object>> bound = new HashSet<>();
    for (PluginFactory<?> factory : factories) {
      require(
          bound.add(List.of(factory.kind(), factory.id())),
          "%s.configure() binds two of the kind %s under the id %s; bind one, and make the other a plug-in of its own"
              .formatted(name, factory.kind().getSimpleName(), factory.id()));
      Settings.check(factory.config(), factory.id());
    }
    return factories;
  }

  @Override
  public final void start(BundleContext context) {
    version = version(context.getBundle());
    for (PluginFactory<?> factory : factories()) {
      if (context.getBundle().getBundleId() != 0) {
        require(
            factory.id().equals(id()),
            "it binds the plug-in %s, but its manifest names %s".formatted(factory.id(), id()));
      }
      Dictionary<String, Object> properties = new Hashtable<>();
      properties.put(ID, factory.id());
      context.registerService(PluginFactory.class, factory, properties);
    }
  }

  /** The jar's own version; a module on the class path is started on the system bundle. */
  private String version(Bundle bundle) {
    if (bundle.getBundleId() == 0) {
      String version = getClass().getPackage().getImplementationVersion();
      return (version == null ? bundle.getVersion().toString() : version)
          + BundleDigest.ofJar(getClass()).map(digest -> "+" + digest).orElse("");
    }
    String version = bundle.getHeaders().get("Implementation-Version");
    // Two builds of one version are two: kept features must not be taken for the other's.
    return (version == null ? bundle.getVersion() : version) + "+" + BundleDigest.of(bundle);
  }

  @Override
  public final void stop(BundleContext context) {
    injector = null;
  }
}
