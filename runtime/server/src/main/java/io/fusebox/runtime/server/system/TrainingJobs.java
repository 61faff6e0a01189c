package io.fusebox.runtime.server.system;

import io.fusebox.runtime.data.BadInputPolicy;
import io.fusebox.runtime.training.TrainingPlan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Training runs of this Fusebox since it started, one at a time. */
public interface TrainingJobs {
  /** The training that is asked for. */
  record Request(
      String pipeline,
      Optional<String> strategy,
      String data,
      Optional<String> split,
      Optional<String> format,
      BadInputPolicy badInputs,
      TrainingPlan plan,
      boolean activate) {}

  /** A run as the service shows it; see the OpenAPI description. What is null is left out. */
  record Run(
      String id,
      String pipeline,
      String strategy,
      String data,
      String state,
      @Nullable String phase,
      long done,
      long total,
      String note,
      @Nullable Double loss,
      @Nullable List<Double> losses,
      @Nullable Double secondsLeft,
      @Nullable String version,
      @Nullable Boolean active) {
    /** Without its curve. */
    public Run brief() {
      return new Run(
          id,
          pipeline,
          strategy,
          data,
          state,
          phase,
          done,
          total,
          note,
          loss,
          null,
          secondsLeft,
          version,
          active);
    }
  }

  /** All of them, oldest first, without their curves. */
  List<Run> all();

  /**
   * One, with its curve.
   *
   * @throws io.fusebox.api.FuseboxException.NotFound when there is none
   */
  Run get(String id);

  /**
   * Begins one.
   *
   * @throws io.fusebox.runtime.http.Problem 429 when another one is under way
   */
  Run start(Request request);

  /**
   * Stops one after its current update.
   *
   * @throws io.fusebox.runtime.http.Problem 409 when it has ended
   */
  Run cancel(String id);
}
