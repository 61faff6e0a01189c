package io.fusebox.runtime.worlds.audio;

import static io.fusebox.api.settings.Settings.require;

/**
 * One note.
 *
 * @param pitch in Hz, at its beginning
 * @param octaves how far the pitch goes, if it goes up or down
 * @param loudness its amplitude
 */
public record Note(
    Timbre timbre,
    PitchMotion motion,
    double pitch,
    double octaves,
    double seconds,
    double loudness) {
  public Note {
    require(pitch > 0 && seconds > 0, "a note needs a pitch and a length");
    require(timbre.pitched() || motion == PitchMotion.STEADY, "noise has no pitch that could move");
  }
}
