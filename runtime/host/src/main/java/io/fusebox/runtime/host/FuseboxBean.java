package io.fusebox.runtime.host;

import io.fusebox.runtime.live.LivePipeline;
import io.fusebox.runtime.live.LivePipelines;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a live Fusebox to JMX, under the name of its workspace, until it is closed. */
final class FuseboxBean implements FuseboxMXBean, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FuseboxBean.class);

  private final LivePipelines pipelines;
  private final PluginHost host;
  private final Path workspace;

  FuseboxBean(LivePipelines pipelines, PluginHost host, Path workspace) {
    this.pipelines = pipelines;
    this.host = host;
    this.workspace = workspace;
  }

  private ObjectName name() throws JMException {
    return new ObjectName(
        "fusebox:type=Fusebox,workspace="
            + ObjectName.quote(workspace.toAbsolutePath().toString()));
  }

  /** A console that cannot be served does not keep Fusebox from running. */
  FuseboxBean register() {
    try {
      ManagementFactory.getPlatformMBeanServer().registerMBean(this, name());
    } catch (JMException e) {
      LOG.warn("JMX does not show this Fusebox: {}", e.toString());
    }
    return this;
  }

  @Override
  public Map<String, String> getPipelines() {
    return each(p -> p.status().toString());
  }

  @Override
  public Map<String, String> getSideBySide() {
    return each(p -> p.trafficCounts().toString());
  }

  private Map<String, String> each(Function<LivePipeline, String> of) {
    return pipelines.all().stream().collect(Collectors.toMap(LivePipeline::name, of));
  }

  @Override
  public List<String> getParts() {
    return pipelines.components();
  }

  @Override
  public List<String> getRefused() {
    return host.refused().stream().map(r -> r.jar().getFileName() + ": " + r.reason()).toList();
  }

  @Override
  public void close() {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(name());
    } catch (JMException e) {
      LOG.warn("JMX goes on showing a Fusebox that has ended: {}", e.toString());
    }
  }
}
