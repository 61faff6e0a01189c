package io.fusebox.runtime.server.api;

import io.fusebox.runtime.http.Limits;
import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.http.RouteTable;
import io.fusebox.runtime.server.openai.OpenAiRoutes;
import io.fusebox.runtime.server.questions.Questions;
import io.fusebox.runtime.server.system.RunningSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** All routes of the service. */
public final class ApiRoutes {
  private ApiRoutes() {}

  /**
   * Those over a running system.
   *
   * @param stop counted down when the service stops: listeners to events are released
   */
  public static RouteTable of(
      RunningSystem system, Questions questions, Limits limits, CountDownLatch stop) {
    List<Route> routes = new ArrayList<>();
    routes.addAll(new HealthRoutes(system.pipelines(), stop).routes());
    routes.addAll(new PipelineRoutes(system.pipelines()).routes());
    routes.addAll(new PipelineTextRoutes(system).routes());
    routes.addAll(new QuestionRoutes(questions).routes());
    routes.addAll(new PluginRoutes(system.plugins(), questions.folders()).routes());
    routes.addAll(new ModelRoutes(system.models()).routes());
    routes.addAll(new SampleRoutes(system.samples()).routes());
    routes.addAll(new TrainingRoutes(system.trainings()).routes());
    routes.addAll(new ReportRoutes(system.reports()).routes());
    routes.addAll(new EventRoutes(system, limits.listeners(), stop).routes());
    routes.addAll(new MeasurementRoutes(system.measurements()).routes());
    routes.addAll(new OpenAiRoutes(system.pipelines(), questions).routes());
    routes.addAll(new EndpointRoutes(system).routes());
    return new RouteTable(routes);
  }
}
