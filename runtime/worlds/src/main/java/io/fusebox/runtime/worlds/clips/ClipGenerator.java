package io.fusebox.runtime.worlds.clips;

import io.fusebox.runtime.worlds.audio.AudioGenerator;
import io.fusebox.runtime.worlds.audio.GeneratedAudio;
import io.fusebox.runtime.worlds.audio.Note;
import io.fusebox.runtime.worlds.audio.PitchMotion;
import io.fusebox.runtime.worlds.audio.Timbre;
import io.fusebox.runtime.worlds.scenes.Animator;
import io.fusebox.runtime.worlds.scenes.PaintedImage;
import io.fusebox.runtime.worlds.scenes.Scene;
import io.fusebox.runtime.worlds.scenes.SceneObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes what is said, shown and heard in a clip. */
final class ClipGenerator {
  static final int FRAMES = 8;
  private static final int SIZE = 64;
  private static final double SECONDS = 1.6;
  private static final int NOTES = 3;

  private static final List<Integer> COLOURS = colours("blue", "orange", "purple", "teal", "navy");
  private static final List<Integer> WELL = colours("green", "lime");
  private static final List<Integer> BADLY = colours("red", "black");
  private static final List<Timbre> PITCHED =
      Arrays.stream(Timbre.values()).filter(Timbre::pitched).toList();

  private final Random random;
  private final Animator animator;
  private final AudioGenerator composer;
  private final Remarks remarks;

  ClipGenerator(Random random) {
    this.random = random;
    this.animator = new Animator(random, SIZE, FRAMES);
    this.composer = new AudioGenerator(random);
    this.remarks = new Remarks(random);
  }

  private static List<Integer> colours(String... names) {
    return Arrays.stream(names).map(Scene.COLOURS::indexOf).toList();
  }

  /** A clip. */
  record GeneratedClip(
      ClipSentiments moods, String remark, List<PaintedImage> video, GeneratedAudio audio) {}

  GeneratedClip clip(ClipSentiments moods) {
    int shape = random.nextInt(Scene.PAINTED);
    return new GeneratedClip(
        moods,
        remarks.about(shape, moods.said()),
        video(shape, moods.shown()),
        audio(moods.heard()));
  }

  /** Good things turn green and grow, bad ones turn red or black and shrink. */
  private List<PaintedImage> video(int shape, boolean well) {
    SceneObject thing = new SceneObject(Scene.any(random, COLOURS), shape);
    return animator.video(thing, Scene.any(random, well ? WELL : BADLY), well);
  }

  /** Cheerful notes rise, gloomy ones fall, on any instrument. */
  private GeneratedAudio audio(boolean cheerful) {
    Timbre timbre = Scene.any(random, PITCHED);
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < NOTES; i++) {
      notes.add(composer.note(timbre, cheerful ? PitchMotion.RISING : PitchMotion.FALLING));
    }
    return composer.compose(notes, SECONDS);
  }
}
