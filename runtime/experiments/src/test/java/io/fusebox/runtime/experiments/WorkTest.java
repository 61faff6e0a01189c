package io.fusebox.runtime.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.runtime.engine.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WorkTest {
  private static final Arm GUESS = new Arm("guess", "", Arm.Kind.BASELINE, Optional.empty());
  private static final ExperimentRun RUN = new ExperimentRun(GUESS, null, 0, 0, new TreeMap<>());

  private final List<String> heard = new ArrayList<>();
  private final ExperimentProgress work =
      new ExperimentProgress(
          (done, total, note) -> heard.add(done + "/" + total), List.of(RUN), 64);

  @Test
  void readingInputsIsShownButMovesNothing() {
    ProgressListener training = work.training(RUN);
    training.update(3, 10, "reading is a word that a loss may begin with");
    training.reading(7, 9, "image");
    ProgressListener asking = work.asking(RUN, 32);
    asking.reading(7, 9, "image");
    asking.update(32, 64, "");
    assertEquals(List.of("3/2", "0/2", "1/2", "2/2"), heard);
  }
}
