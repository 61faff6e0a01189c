package io.fusebox.runtime.experiments;

import java.util.Locale;

/** A result to compare with before another says anything about sight. */
public enum Baseline {
  /** Answers everything with the most frequent answer of the shots. */
  MAJORITY,
  /**
   * Answers with the shots' most frequent answer to exactly these words, or the most frequent of
   * all where no shot asked them.
   */
  QUESTION_ONLY,
  /** The pipeline without training: what the frozen parts do by themselves. */
  NOPROMPT,
  /** Trained on blanks: what can be learnt without seeing. */
  BLACKIMAGE;

  /** Whether it guesses from the shots' answers, with no pipeline at all. */
  boolean guesses() {
    return this == MAJORITY || this == QUESTION_ONLY;
  }

  /** As an experiment's file says it; of those that run a pipeline, the strategy's id. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
