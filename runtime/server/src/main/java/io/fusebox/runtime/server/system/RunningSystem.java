package io.fusebox.runtime.server.system;

import io.fusebox.api.plugin.Host;
import io.fusebox.runtime.engine.plugins.Plugins;

/**
 * A running Fusebox as the service sees it.
 *
 * @param live the plug-ins, among which are endpoints
 * @param host what endpoints may ask for
 */
public record RunningSystem(
    PipelineControl pipelines,
    QuestionAnswering questions,
    PipelineTexts texts,
    PluginCatalog plugins,
    ModelCatalog models,
    TrainingJobs trainings,
    SystemMeasurements measurements,
    SampleCatalog samples,
    ReportCatalog reports,
    Plugins live,
    Host host) {}
