package io.fusebox.runtime.experiments;

import io.fusebox.api.settings.Default;
import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.training.ModalityDropout;
import io.fusebox.runtime.training.TrainingPlan;
import io.fusebox.runtime.training.TrainingPlan.Schedule;

/** How every run of an experiment trains; the defaults are those of {@code fusebox train}. */
public record TrainingSettings(
    @Default("40") int epochs,
    @Default("0") int steps,
    @Default("32") int batch,
    @Default("0") double learningRate,
    @Default("cosine") Schedule schedule,
    @Default("random") SamplingMethod sampling,
    @Default("0") double dropModalities,
    @Default("0") double dropText) {
  public TrainingSettings {
    new TrainingPlan(0, epochs, steps, batch, learningRate, schedule, 0, sampling); // its rules
    new ModalityDropout(dropModalities, dropText);
  }

  /** The same for so many updates. */
  public TrainingSettings withSteps(int updates) {
    return new TrainingSettings(
        epochs, updates, batch, learningRate, schedule, sampling, dropModalities, dropText);
  }

  /** The plan of one run. */
  TrainingPlan plan(int shots, long seed) {
    ModalityDropout dropping = new ModalityDropout(dropModalities, dropText);
    return new TrainingPlan(
        shots, epochs, steps, batch, learningRate, schedule, seed, sampling, dropping);
  }
}
