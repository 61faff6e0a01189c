package io.fusebox.runtime.host;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.engine.plugins.Plugins;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** Makes bundles of plug-ins' jars; whatever keeps one from starting is told in words. */
final class PluginBundles {
  private final BundleContext context;
  private long installed;

  PluginBundles(BundleContext context) {
    this.context = context;
  }

  /** Installs a jar under a location of its own; it is not started. */
  Bundle install(PluginJar jar) {
    try {
      return context.installBundle("plugin:" + installed++, jar.open());
    } catch (BundleException e) {
      throw new FuseboxException("it is no OSGi bundle: " + e.getMessage(), e);
    }
  }

  /**
   * Refuses a started bundle with a plug-in that Fusebox itself has: what sits on the class path
   * cannot be taken away, and so not be replaced.
   */
  void requireNotBuiltIn(Bundle bundle) {
    List<PluginFactory<?>> builtIn = factories(context.getBundle(0));
    for (PluginFactory<?> factory : factories(bundle)) {
      require(
          builtIn.stream()
              .noneMatch(b -> b.kind() == factory.kind() && b.id().equals(factory.id())),
          "it brings the plug-in %s, and so does Fusebox itself (a %s); give it another id"
              .formatted(factory.id(), Plugins.word(factory.kind())));
    }
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

  /** Installs and starts a jar; when it is refused, no bundle of it is left. */
  void start(PluginJar jar) {
    Bundle bundle = install(jar);
    try {
      start(bundle);
      requireNotBuiltIn(bundle);
    } catch (FuseboxException e) {
      uninstall(bundle);
      throw e;
    }
  }

  /**
   * Uninstalls a bundle.
   *
   * @throws FuseboxException when it does not stop
   */
  static void uninstall(Bundle bundle) {
    try {
      bundle.uninstall();
    } catch (BundleException e) {
      throw new FuseboxException("it does not stop: " + e.getMessage(), e);
    }
  }

  /** What a started bundle offers. */
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
