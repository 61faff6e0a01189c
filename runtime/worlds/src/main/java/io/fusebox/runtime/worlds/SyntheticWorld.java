package io.fusebox.runtime.worlds;

import io.fusebox.runtime.worlds.clips.ClipWorld;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.nio.file.Path;

/** Generated data sets, each with the splits {@code train} and {@code test}. */
public enum SyntheticWorld {
  /** Images of coloured shapes, with questions. */
  SHAPES {
    @Override
    public Path in(Path parent) {
      return QuestionWorld.DEMO.in(parent);
    }
  },
  /** Short videos with audio and a remark that is sincere or sarcastic. */
  CLIPS {
    @Override
    public Path in(Path parent) {
      return ClipWorld.DEMO.in(parent);
    }
  };

  /**
   * Writes the data set, if it is not there yet; whole or not at all.
   *
   * @return its folder
   */
  public abstract Path in(Path parent);
}
