package io.fusebox.runtime.training.versions;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fusebox.api.task.Scores;
import io.fusebox.runtime.data.Dataset;
import java.util.Locale;

/**
 * How good a version was found to be.
 *
 * @param data what it was measured on
 * @param dataHash the hash of that
 * @param accuracy over all questions, from 0 to 1
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record VersionScore(String data, String dataHash, int questions, double accuracy) {
  /** The score on data that have this hash. */
  public static VersionScore of(Dataset data, String hash, Scores scores) {
    return new VersionScore(data.name(), hash, data.size(), scores.accuracy());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.1f %% of %,d questions of %s", 100 * accuracy, questions, data);
  }
}
