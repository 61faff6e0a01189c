package io.fusebox.runtime.host;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.plugin.PluginModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** Makes bundles of plug-ins' jars; whatever keeps one from starting is reported in plain words. */
final class PluginBundles {
  private final BundleContext context;
  private long installed;

  PluginBundles(BundleContext context) {
    this.context = context;
  }

  /** Installs a jar under a location of its own; it is not started. */
  Bundle install(PluginJar jar) {
    jar.requireIdUnlike(builtInIds());
    try {
      return context.installBundle("plugin:" + installed++, jar.open());
    } catch (BundleException e) {
      throw new FuseboxException("it is not an OSGi bundle: " + e.getMessage(), e);
    }
  }

  private Set<Object> builtInIds() {
    return services(context.getBundle(0))
        .map(service -> service.getProperty(PluginModule.ID))
        .collect(Collectors.toSet());
  }

  /**
   * Starts a bundle.
   *
   * @throws FuseboxException when it does not start, and why; what it threw is the cause
   */
  static void start(Bundle bundle) {
    try {
      bundle.start();
    } catch (BundleException e) {
      throw StartFailure.of(e);
    }
  }

  /** The services of a started bundle. */
  List<PluginFactory<?>> factories(Bundle bundle) {
    List<PluginFactory<?>> factories = new ArrayList<>();
    services(bundle)
        .forEach(
            service -> {
              if (context.getService(service) instanceof PluginFactory<?> factory) {
                factories.add(factory);
              }
            });
    return factories;
  }

  private static Stream<ServiceReference<?>> services(Bundle bundle) {
    ServiceReference<?>[] services = bundle.getRegisteredServices();
    return services == null ? Stream.empty() : Stream.of(services);
  }
}
