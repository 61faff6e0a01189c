package io.fusebox.runtime.host;

import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.live.LivePipelines;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Tells pipelines which plug-ins the service registry holds. A plug-in that is unregistered is
 * drained before its bundle goes on stopping: {@link #removedService} runs while it unregisters.
 */
@SuppressWarnings("rawtypes") // A service is looked up by its class, which has no parameters.
final class PluginTracker extends ServiceTracker<PluginFactory, PluginFactory> {
  private final LivePipelines pipelines;

  PluginTracker(BundleContext context, LivePipelines pipelines) {
    super(context, PluginFactory.class, null);
    this.pipelines = pipelines;
  }

  @Override
  public PluginFactory addingService(ServiceReference<PluginFactory> reference) {
    PluginFactory<?> factory = super.addingService(reference);
    pipelines.pluginChanges().add(factory);
    return factory;
  }

  @Override
  public void removedService(ServiceReference<PluginFactory> reference, PluginFactory factory) {
    pipelines.pluginChanges().remove(factory);
    super.removedService(reference, factory);
  }
}
