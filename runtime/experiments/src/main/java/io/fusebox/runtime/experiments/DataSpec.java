package io.fusebox.runtime.experiments;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.settings.Default;
import io.fusebox.runtime.data.BadInputPolicy;
import io.fusebox.runtime.worlds.SyntheticWorld;

/**
 * The data that an experiment trains and measures on.
 *
 * @param path relative to the experiment's file; empty = a generated world
 * @param world which one, if {@code path} is empty
 * @param format empty = what the path holds
 * @param train the split that shots are drawn from
 * @param test the split that is measured on
 * @param limit how many test questions are asked, drawn with seed 0; 0 = all
 * @param badInputs what becomes of examples with parts that cannot be used
 */
public record DataSpec(
    @Default("") String path,
    @Default("shapes") SyntheticWorld world,
    @Default("") String format,
    @Default("train") String train,
    @Default("test") String test,
    @Default("0") int limit,
    @Default("stop") BadInputPolicy badInputs) {
  public DataSpec {
    require(limit >= 0, "limit must not be negative, found " + limit);
    require(!train.equals(test), "train and test are the same split '" + train + "'");
  }

  /** The same, measured on fewer or more questions. */
  public DataSpec withLimit(int questions) {
    return new DataSpec(path, world, format, train, test, questions, badInputs);
  }

  /** The same, with another policy. */
  public DataSpec withBadInputs(BadInputPolicy policy) {
    return new DataSpec(path, world, format, train, test, limit, policy);
  }
}
