package io.fusebox.runtime.engine.pipeline;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.checkpoint.CheckpointWarnings;

/**
 * How a pipeline's answers are searched for: greedily (paper), up to its own length, and else as
 * the PLM's folder says. What the folder says against it is reported.
 */
record AnswerSearch(PipelineSpec spec, boolean generates, Plm plm) {

  GenerationConfig generation() {
    if (spec.generation() == GenerationSource.NONE || !generates) {
      return GenerationConfig.greedy(spec.maxLength());
    }
    GenerationConfig folder = plm.generation();
    tellBeams(folder.beams());
    requireRoom(folder);
    return folder
        .withBeams(1)
        .withMaxLength(spec.maxLength())
        .withMinLength(least(folder.minLength()));
  }

  /** Between the start token and what the folder forces there is to be a token of the answer. */
  private void requireRoom(GenerationConfig folder) {
    int taken = 1 + (folder.forcedBos() >= 0 ? 1 : 0) + (folder.forcedEos() >= 0 ? 1 : 0);
    require(
        spec.maxLength() > taken,
        "answer: max-length is %d, but the PLM %s begins and ends each answer with %d tokens, so that nothing could be said; give at least %d"
            .formatted(spec.maxLength(), plm.spec().name(), taken, taken + 1));
  }

  private void tellBeams(int beams) {
    if (beams > 1) {
      tell("asks for num_beams = %d, but pipelines answer by greedy search".formatted(beams));
    }
  }

  /** An answer that may not end before its greatest length would never end by itself. */
  private int least(int asked) {
    if (asked >= spec.maxLength()) {
      tell(
          "asks for answers of at least %d tokens, but this pipeline's end after %d (answer: max-length); the former is left out"
              .formatted(asked, spec.maxLength()));
      return 0;
    }
    if (asked > 0) {
      tell("asks for answers of at least %d tokens; no answer ends before".formatted(asked));
    }
    return asked;
  }

  private void tell(String what) {
    CheckpointWarnings.warnOnce(
        "the folder of the PLM %s %s; 'answer: {generation: none}' leaves out all that it says of generation"
            .formatted(plm.spec().name(), what));
  }
}
