package io.fusebox.runtime.pretrain.bpe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learns a byte-level BPE vocabulary (Sennrich et al., 2016; Radford et al., 2019): the most
 * frequent pair of neighbouring symbols becomes a symbol of its own, again and again. Ties go to
 * the pair that is first in the alphabet, so that the same texts give the same vocabulary.
 */
public final class BpeTrainer {
  /** How GPT-2 cuts text into words before BPE sees them. */
  private static final Pattern WORDS =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

  private static final List<String> FIRST = List.of("<s>", "<pad>", "</s>", "<unk>");
  private static final String LAST = "<mask>";
  private static final int LEAST_COUNT = 2;

  private final ByteAlphabet alphabet = new ByteAlphabet();
  private final int size;

  /**
   * @param size how many tokens there are to be, five special ones and 256 bytes included; fewer
   *     when the texts have no more pairs that occur twice
   */
  public BpeTrainer(int size) {
    this.size = size;
  }

  /** One word in the state it is in, and how often it occurs. */
  private record Word(List<String> symbols, int count) {}

  /** Two neighbouring symbols. */
  private record Pair(String left, String right) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int byLeft = left.compareTo(other.left);
      return byLeft != 0 ? byLeft : right.compareTo(other.right);
    }
  }

  /** Learns from texts. */
  public BpeVocabulary train(List<String> texts) {
    List<String> symbols = new ArrayList<>(alphabet.all());
    List<String> merges = new ArrayList<>();
    List<Word> words = words(texts);
    while (FIRST.size() + symbols.size() + 1 < size) {
      Optional<Pair> best = best(words);
      if (best.isEmpty()) {
        break;
      }
      Pair pair = best.get();
      words = words.stream().map(w -> merged(w, pair)).toList();
      symbols.add(pair.left + pair.right);
      merges.add(pair.left + " " + pair.right);
    }
    return new BpeVocabulary(ids(symbols), merges);
  }

  private List<Word> words(List<String> texts) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String text : texts) {
      Matcher matcher = WORDS.matcher(text);
      while (matcher.find()) {
        counts.merge(matcher.group(), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .map(e -> new Word(alphabet.of(e.getKey()), e.getValue()))
        .toList();
  }

  private static Optional<Pair> best(List<Word> words) {
    Map<Pair, Integer> counts = new HashMap<>();
    for (Word word : words) {
      for (int i = 1; i < word.symbols.size(); i++) {
        counts.merge(
            new Pair(word.symbols.get(i - 1), word.symbols.get(i)), word.count, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .filter(e -> e.getValue() >= LEAST_COUNT)
        .max(
            Map.Entry.<Pair, Integer>comparingByValue()
                .thenComparing((a, b) -> b.getKey().compareTo(a.getKey())))
        .map(Map.Entry::getKey);
  }

  private static Word merged(Word word, Pair pair) {
    List<String> out = new ArrayList<>();
    for (String symbol : word.symbols) {
      int last = out.size() - 1;
      // A symbol that came of this very merge is longer than the pair's left part.
      if (last >= 0 && out.get(last).equals(pair.left) && symbol.equals(pair.right)) {
        out.set(last, pair.left + pair.right);
      } else {
        out.add(symbol);
      }
    }
    return new Word(out, word.count);
  }

  private static Map<String, Integer> ids(List<String> symbols) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    FIRST.forEach(s -> ids.put(s, ids.size()));
    // Different pairs may merge into one symbol; it keeps its first id.
    symbols.forEach(s -> ids.putIfAbsent(s, ids.size()));
    ids.put(LAST, ids.size());
    return ids;
  }
}
