package io.fusebox.pretrain.reading;

import io.fusebox.pretrain.reading.Slot.Part;
import io.fusebox.pretrain.world.Level;
import io.fusebox.pretrain.world.Scene;
import io.fusebox.pretrain.world.Thing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Describes scenes in a few positions, each a mixture of a thing's colour and shape, in words or in
 * codes; what is left over shows nothing. How loud, how noisy and where is up to chance, so that a
 * reader must go by direction alone.
 */
final class Mixtures {
  private final Random random;
  private final Lexicon lexicon;

  Mixtures(Random random, Lexicon lexicon) {
    this.random = random;
    this.lexicon = lexicon;
  }

  /** What the positions of one description have in common. */
  private record Style(
      boolean coded, float colours, float shapes, float nothing, float noise, float common) {}

  /**
   * Describes a scene.
   *
   * @param coded in codes, else in words
   */
  List<Slot> describe(Scene scene, int length, boolean coded, Level level) {
    Style style = style(coded, level.hardness());
    List<Thing> things = scene.things();
    int shown = Ranges.whole(random, things.size(), Math.max(things.size(), length));
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      slots.add(i < shown ? thing(things.get(i % things.size()), style) : nothing(style));
    }
    Collections.shuffle(slots, random);
    return slots;
  }

  private Style style(boolean coded, double hardness) {
    return new Style(
        coded,
        Ranges.real(random, 0.5, 1.5),
        Ranges.real(random, 0.5, 1.5),
        Ranges.real(random, 0, 1.5),
        Ranges.real(random, 0, 0.7 * hardness),
        random.nextBoolean() ? 0 : Ranges.real(random, 0, 1.5 * hardness));
  }

  private Slot thing(Thing thing, Style style) {
    if (!style.coded) {
      return Slot.words(
          List.of(
              new Part(lexicon.token(random, thing.colourWord()), style.colours),
              new Part(lexicon.token(random, thing.shapeWord()), style.shapes)),
          style.noise,
          style.common);
    }
    return Slot.codes(
        List.of(
            new Part(Codes.colour(thing.colour()), vary(style.colours)),
            new Part(Codes.shape(thing.shape()), vary(style.shapes))),
        style.noise,
        style.common);
  }

  private float vary(float strength) {
    return strength * Ranges.real(random, 0.8, 1.2);
  }

  private static Slot nothing(Style style) {
    return Slot.codes(List.of(new Part(Codes.NOTHING, style.nothing)), style.noise, style.common);
  }
}
