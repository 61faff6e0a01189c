package io.fusebox.runtime.launcher;

import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.training.ModalityDropout;
import io.fusebox.runtime.training.TrainingPlan;
import io.fusebox.runtime.training.TrainingPlan.Schedule;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** How to train; the defaults are what the demo trains with. */
final class TrainingOptions {
  @Option(
      names = "--shots",
      defaultValue = "512",
      description = "Examples to draw; 0 = all (default: ${DEFAULT-VALUE}).")
  private int shots;

  @Option(
      names = "--epochs",
      defaultValue = "40",
      description = "How often each example is seen (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--steps",
      defaultValue = "0",
      description = "How many updates, instead of --epochs.")
  private int steps;

  @Option(
      names = "--batch",
      defaultValue = "32",
      description = "Examples for one update (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--learning-rate",
      defaultValue = "0",
      description = "0 = as each weight declares it (paper: 0.5 for prompts, 5e-4 for all else).")
  private double learningRate;

  @Option(
      names = "--schedule",
      defaultValue = "cosine",
      description = "Of the learning rate: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Schedule schedule;

  @Option(names = "--seed", defaultValue = "0", description = "Decides all that is random.")
  private long seed;

  @Option(
      names = "--sampling",
      defaultValue = "random",
      description =
          "How shots are drawn: ${COMPLETION-CANDIDATES}; balanced = as many of each answer,"
              + " contrasting = as many of each answer to the same words (default: ${DEFAULT-VALUE}).")
  private SamplingMethod sampling;

  @Option(
      names = "--drop-modalities",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "How often each input is left out of an example, so that it is learnt to do without.")
  private double dropModalities;

  @Option(
      names = "--drop-text",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "How often the text is left out of an example.")
  private double dropText;

  /**
   * The plan of a longer training on all examples, drawn so that words alone do not tell the
   * answer.
   *
   * @param given what is given on the command line is as it is given
   */
  TrainingPlan longer(ParseResult given) {
    shots = given.hasMatchedOption("--shots") ? shots : 0;
    steps = given.hasMatchedOption("--steps") || given.hasMatchedOption("--epochs") ? steps : 1200;
    batch = given.hasMatchedOption("--batch") ? batch : 128;
    learningRate = given.hasMatchedOption("--learning-rate") ? learningRate : 0.1;
    sampling = given.hasMatchedOption("--sampling") ? sampling : SamplingMethod.CONTRASTING;
    return plan();
  }

  TrainingPlan plan() {
    ModalityDropout dropping = new ModalityDropout(dropModalities, dropText);
    return new TrainingPlan(
        shots, epochs, steps, batch, learningRate, schedule, seed, sampling, dropping);
  }
}
