package io.fusebox.pretrain.reading;

import io.fusebox.pretrain.reading.Slot.Part;
import io.fusebox.pretrain.world.Level;
import io.fusebox.pretrain.world.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Writes glossaries: each entry is one position that mixes a made-up code with the word that it
 * means. Some entries come twice, some are missing, and what is left over is noise or a stray word.
 */
final class Glossaries {
  private final Random random;
  private final Lexicon lexicon;
  private final int vocabulary;

  Glossaries(Random random, Lexicon lexicon, int vocabulary) {
    this.random = random;
    this.lexicon = lexicon;
    this.vocabulary = vocabulary;
  }

  /** A code and the word that it means; {@link Codes#NOTHING} stands for no code. */
  private record Entry(int code, String word) {}

  /** What the positions of one glossary have in common. */
  private record Style(float code, float word, float noise, float common) {}

  /** Explains the codes of a scene, and others that it might have had. */
  List<Slot> explain(Scene scene, int length, Level level) {
    List<Entry> entries = entries(scene);
    Style style = style(level.hardness());
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      boolean again = i >= entries.size() && random.nextBoolean();
      if (i < entries.size() || again) {
        slots.add(
            entry(entries.get(i < entries.size() ? i : random.nextInt(entries.size())), style));
      } else {
        slots.add(stray(style));
      }
    }
    Collections.shuffle(slots, random);
    return slots;
  }

  /** Words that have nothing to do with the scene: what comes first need not matter. */
  List<Slot> distract(int length, Level level) {
    Style style = style(level.hardness());
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      slots.add(stray(style));
    }
    return slots;
  }

  private List<Entry> entries(Scene scene) {
    double known = random.nextInt(4) == 0 ? 0.9 : 1;
    List<Entry> entries = new ArrayList<>();
    for (int c : scene.colours()) {
      entries.add(new Entry(Codes.colour(c), Scene.COLOURS.get(c)));
    }
    for (int s : scene.shapes()) {
      entries.add(new Entry(Codes.shape(s), Scene.SHAPES.get(s)));
    }
    entries.removeIf(e -> !Ranges.chance(random, known));
    return entries;
  }

  private Style style(double hardness) {
    return new Style(
        Ranges.real(random, 0.5, 2),
        Ranges.real(random, 0.4, 1.5),
        Ranges.real(random, 0, 0.6 * hardness),
        random.nextBoolean() ? 0 : Ranges.real(random, 0, hardness));
  }

  private Slot entry(Entry entry, Style style) {
    return new Slot(
        List.of(new Part(lexicon.token(random, entry.word), style.word)),
        List.of(new Part(entry.code, style.code * Ranges.real(random, 0.7, 1.3))),
        false,
        style.noise,
        style.common);
  }

  private Slot stray(Style style) {
    return switch (random.nextInt(4)) {
      case 0, 1 -> Slot.codes(List.of(), 1, 0);
      case 2 -> Slot.words(List.of(new Part(random.nextInt(vocabulary), 1)), 0.1f, 0);
      default ->
          Slot.codes(List.of(new Part(Codes.NOTHING, style.code)), style.noise, style.common);
    };
  }
}
