package io.fusebox.runtime.server.live;

import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.http.Limits;
import io.fusebox.runtime.server.system.EndpointHost;
import io.fusebox.runtime.server.system.QuestionAnswering;
import io.fusebox.runtime.server.system.RunningSystem;

/** Makes a live Fusebox what the service asks. */
public final class LiveSystem {
  private LiveSystem() {}

  public static RunningSystem of(LiveFusebox fusebox, LiveTrainingJobs jobs) {
    QuestionAnswering questions = new LiveQuestions(fusebox);
    return new RunningSystem(
        new LivePipelineControl(fusebox),
        questions,
        new LivePipelineTexts(fusebox),
        new LivePluginCatalog(fusebox),
        new LiveModelCatalog(fusebox),
        jobs,
        new LiveMeasurements(fusebox),
        new LiveSamples(fusebox.workspace().root().resolve("samples")),
        new LiveReports(fusebox.workspace().root().resolve("reports")),
        fusebox.plugins(),
        new EndpointHost(questions, Limits.STANDARD.text()));
  }
}
