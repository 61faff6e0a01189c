package io.fusebox.runtime.training;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.fusion.Segment;
import io.fusebox.api.settings.Default;
import io.fusebox.api.task.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Leaves parts of examples out while training, so that a pipeline learns to do without them.
 *
 * @param modalities how often an input is left out, each by itself, from 0 to 1
 * @param text how often the text is left out, from 0 to 1
 */
public record ModalityDropout(@Default("0") double modalities, @Default("0") double text) {
  /** Everything stays. */
  public static final ModalityDropout NONE = new ModalityDropout(0, 0);

  public ModalityDropout {
    requireShare("drop-modalities", modalities);
    requireShare("drop-text", text);
  }

  private static void requireShare(String name, double share) {
    require(share >= 0 && share <= 1, name + " must be from 0 to 1, found " + share);
  }

  /**
   * The batch of one update with some parts left out, the same ones for the same seed and step. An
   * example that would lose everything keeps everything.
   *
   * @param read the parts that the pipeline reads; what else an example has does not count
   */
  List<Example> of(List<Example> batch, Set<String> read, long seed, long step) {
    if (modalities == 0 && text == 0) {
      return batch;
    }
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + step).split();
    List<Example> kept = new ArrayList<>();
    batch.forEach(example -> kept.add(of(example, read, random)));
    return kept;
  }

  private Example of(Example example, Set<String> read, SplittableRandom random) {
    TreeSet<String> kept = new TreeSet<>();
    for (String part : example.partNames()) {
      if (!read.contains(part)) {
        continue;
      }
      if (random.nextDouble() >= (part.equals(Segment.TEXT) ? text : modalities)) {
        kept.add(part);
      }
    }
    return kept.isEmpty() ? example : example.restrictedTo(kept);
  }
}
