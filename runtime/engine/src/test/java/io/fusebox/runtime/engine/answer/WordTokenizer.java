package io.fusebox.runtime.engine.answer;

import io.fusebox.api.plm.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Each word is a token, its number that in a list; an end token stands behind a text (T5). */
record WordTokenizer(List<String> words) implements Tokenizer {
  private static final long END = 1;

  @Override
  public long[] encode(String text) {
    return LongStream.concat(
            Arrays.stream(text.strip().split(" "))
                .filter(word -> !word.isEmpty())
                .mapToLong(words::indexOf),
            LongStream.of(END))
        .toArray();
  }

  @Override
  public long[] encode(String first, String second) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String decode(long[] ids) {
    return Arrays.stream(ids)
        .filter(id -> id > END)
        .mapToObj(id -> words.get((int) id))
        .collect(Collectors.joining(" "));
  }

  @Override
  public List<String> tokens(long[] ids) {
    return Arrays.stream(ids).mapToObj(id -> words.get((int) id)).toList();
  }

  @Override
  public int vocabularySize() {
    return words.size();
  }
}
