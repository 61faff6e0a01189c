package io.fusebox.runtime.pretrain.reading;

import io.fusebox.runtime.pretrain.reading.DescriptionSlot.MixtureTerm;
import io.fusebox.runtime.worlds.scenes.Scene;
import io.fusebox.runtime.worlds.scenes.SceneObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Describes scenes in a few positions, each a mixture of a thing's colour and its shape, in words,
 * in a language's codes, or in both; what is left over shows nothing. How often a thing comes and
 * where is up to chance.
 */
final class MixtureDescriber {
  private final Random random;
  private final Lexicon lexicon;

  MixtureDescriber(Random random, Lexicon lexicon) {
    this.random = random;
    this.lexicon = lexicon;
  }

  /** Describes a scene in {@code length} positions. */
  List<DescriptionSlot> describe(Scene scene, int length, SyntheticLanguage language) {
    List<SceneObject> things = scene.things();
    int shown = RandomRanges.whole(random, things.size(), Math.max(things.size(), length * 2 / 3));
    List<DescriptionSlot> slots = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      slots.add(
          i < shown ? thing(things.get(i % things.size()), language.style()) : nothing(language));
    }
    Collections.shuffle(slots, random);
    return slots;
  }

  private DescriptionSlot thing(SceneObject thing, SyntheticLanguage.Style style) {
    float colour = style.loudness() * style.colours() * RandomRanges.real(random, 0.8, 1.2);
    float shape = style.loudness() * style.shapes() * RandomRanges.real(random, 0.8, 1.2);
    float coded = 1 - style.words();
    List<MixtureTerm> words =
        List.of(
            new MixtureTerm(lexicon.token(random, thing.colourWord()), colour * style.words()),
            new MixtureTerm(lexicon.token(random, thing.shapeWord()), shape * style.words()));
    List<MixtureTerm> codes =
        List.of(
            new MixtureTerm(CodeIndex.colour(thing.colour()), colour * coded),
            new MixtureTerm(CodeIndex.shape(thing.shape()), shape * coded),
            new MixtureTerm(CodeIndex.COMMON, style.loudness() * style.common()));
    return new DescriptionSlot(words, codes, false, style.loudness() * style.noise());
  }

  private static DescriptionSlot nothing(SyntheticLanguage language) {
    SyntheticLanguage.Style style = language.style();
    List<MixtureTerm> codes =
        List.of(
            new MixtureTerm(CodeIndex.NOTHING, style.loudness() * style.nothing()),
            new MixtureTerm(CodeIndex.COMMON, style.loudness() * style.common()));
    return new DescriptionSlot(List.of(), codes, false, style.loudness() * style.noise());
  }
}
