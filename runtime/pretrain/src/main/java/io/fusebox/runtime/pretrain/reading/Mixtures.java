package io.fusebox.runtime.pretrain.reading;

import io.fusebox.runtime.pretrain.reading.Slot.Part;
import io.fusebox.runtime.worlds.scenes.Scene;
import io.fusebox.runtime.worlds.scenes.Thing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Describes scenes in a few positions, each a mixture of a thing's colour and its shape, in words,
 * in a tongue's codes, or in both; what is left over shows nothing. How often a thing comes and
 * where is up to chance.
 */
final class Mixtures {
  private final Random random;
  private final Lexicon lexicon;

  Mixtures(Random random, Lexicon lexicon) {
    this.random = random;
    this.lexicon = lexicon;
  }

  /** Describes a scene in {@code length} positions. */
  List<Slot> describe(Scene scene, int length, Tongue tongue) {
    List<Thing> things = scene.things();
    int shown = Ranges.whole(random, things.size(), Math.max(things.size(), length * 2 / 3));
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      slots.add(i < shown ? thing(things.get(i % things.size()), tongue.style()) : nothing(tongue));
    }
    Collections.shuffle(slots, random);
    return slots;
  }

  private Slot thing(Thing thing, Tongue.Style style) {
    float colour = style.loudness() * style.colours() * Ranges.real(random, 0.8, 1.2);
    float shape = style.loudness() * style.shapes() * Ranges.real(random, 0.8, 1.2);
    float coded = 1 - style.words();
    List<Part> words =
        List.of(
            new Part(lexicon.token(random, thing.colourWord()), colour * style.words()),
            new Part(lexicon.token(random, thing.shapeWord()), shape * style.words()));
    List<Part> codes =
        List.of(
            new Part(Codes.colour(thing.colour()), colour * coded),
            new Part(Codes.shape(thing.shape()), shape * coded),
            new Part(Codes.COMMON, style.loudness() * style.common()));
    return new Slot(words, codes, false, style.loudness() * style.noise());
  }

  private static Slot nothing(Tongue tongue) {
    Tongue.Style style = tongue.style();
    List<Part> codes =
        List.of(
            new Part(Codes.NOTHING, style.loudness() * style.nothing()),
            new Part(Codes.COMMON, style.loudness() * style.common()));
    return new Slot(List.of(), codes, false, style.loudness() * style.noise());
  }
}
