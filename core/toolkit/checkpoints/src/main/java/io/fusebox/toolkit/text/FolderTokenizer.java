package io.fusebox.toolkit.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.toolkit.files.JsonFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The tokenizer of a Hugging Face folder: {@code tokenizer.json}, or {@code vocab.json} and {@code
 * merges.txt}, then exactly as the slow BartTokenizer of transformers. Never touches the network.
 */
public final class FolderTokenizer implements Tokenizer {
  private static final Pattern BYTE = Pattern.compile("<0x[0-9A-F]{2}>");

  private final HuggingFaceTokenizer library;
  private final Map<Long, String> tokens;
  private final SpecialTokens special;
  private final boolean addPrefixSpace;
  private final SpecialTokenTemplate single;
  private final SpecialTokenTemplate pair;

  private FolderTokenizer(
      HuggingFaceTokenizer library,
      Map<Long, String> tokens,
      SpecialTokens special,
      boolean prefixSpace) {
    this.library = library;
    this.tokens = tokens;
    this.special = special;
    this.addPrefixSpace = prefixSpace;
    AddedEnds ends = new AddedEnds(special, specialTokens());
    this.single = ends.of(SpecialTokenTemplate.single(library));
    this.pair = ends.of(SpecialTokenTemplate.pair(library));
  }

  /**
   * Opens a folder's tokenizer.
   *
   * @throws FuseboxException when there is none, or it is malformed
   */
  public static FolderTokenizer open(Path folder) {
    if (Files.exists(folder.resolve(TokenizerJson.NAME))) {
      return fromTokenizerJson(folder.resolve(TokenizerJson.NAME));
    }
    return fromVocabulary(folder, SpecialTokens.read(folder).addPrefixSpace());
  }

  /**
   * Opens {@code vocab.json} and {@code merges.txt}, whatever else is there.
   *
   * @param addPrefixSpace whether a text that does not begin with a space gets one, so that its
   *     first word is the same token as within a text
   */
  public static FolderTokenizer fromVocabulary(Path folder, boolean addPrefixSpace) {
    for (String name : List.of(VocabularyFiles.VOCAB, VocabularyFiles.MERGES)) {
      if (!Files.exists(folder.resolve(name))) {
        throw new FuseboxException(
            "%s has no tokenizer: neither %s nor both %s and %s are there; download them too"
                .formatted(
                    folder, TokenizerJson.NAME, VocabularyFiles.VOCAB, VocabularyFiles.MERGES));
      }
    }
    SpecialTokens special = SpecialTokens.read(folder);
    JsonNode json = VocabularyFiles.toTokenizerJson(folder, special);
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    return of(json, bytes, folder, special, addPrefixSpace);
  }

  /** The special tokens that a folder's files name, as they are written, by their role. */
  public static Map<String, String> namedSpecialTokens(Path folder) {
    return SpecialTokens.read(folder).named();
  }

  private static FolderTokenizer fromTokenizerJson(Path file) {
    byte[] bytes = JsonFile.readBytes(file, TokenizerJson.MAX_BYTES);
    SpecialTokens special = SpecialTokens.read(file.resolveSibling(""));
    ObjectNode json = (ObjectNode) JsonFile.parseObject(bytes, file);
    boolean more = AddedTokens.merge(json, special);
    byte[] merged = more ? json.toString().getBytes(StandardCharsets.UTF_8) : bytes;
    return of(json, merged, file, special, false);
  }

  private static FolderTokenizer of(
      JsonNode json, byte[] bytes, Path source, SpecialTokens special, boolean addPrefixSpace) {
    new TokenizerComponents(source).check(json);
    return new FolderTokenizer(
        TokenizerJson.build(bytes, source), TokenizerJson.tokens(json), special, addPrefixSpace);
  }

  @Override
  public long[] encode(String text) {
    return encode(text, Integer.MAX_VALUE);
  }

  @Override
  public long[] encode(String first, String second) {
    return encode(first, second, Integer.MAX_VALUE);
  }

  @Override
  public long[] encodePart(String text, boolean begins, boolean ends) {
    long[] ids = begins ? plain(text) : unprefixed(text);
    return single.part(begins, ends).join(ids, new long[0]);
  }

  /**
   * As {@link #encode(String)}, cut at the end of the text so that it and the special tokens are at
   * most {@code maxLength} ids.
   */
  public long[] encode(String text, int maxLength) {
    long[] ids = plain(text);
    int room = room(single, maxLength);
    return single.join(Arrays.copyOf(ids, Math.min(ids.length, room)), new long[0]);
  }

  /**
   * As {@link #encode(String, String)}, cut to at most {@code maxLength} ids token by token: at the
   * end of the longer text, or of the second when both are as long ({@code longest_first}).
   */
  public long[] encode(String first, String second, int maxLength) {
    long[] a = plain(first);
    long[] b = plain(second);
    long excess = Math.max(0, (long) a.length + b.length - room(pair, maxLength));
    long difference = (long) a.length - b.length;
    // First the longer loses its lead, then both lose in turn, beginning with the second.
    long lead = Math.min(excess, Math.abs(difference));
    long rest = excess - lead;
    long fromFirst = (difference > 0 ? lead : 0) + rest / 2;
    long fromSecond = (difference < 0 ? lead : 0) + rest - rest / 2;
    return pair.join(
        Arrays.copyOf(a, (int) (a.length - fromFirst)),
        Arrays.copyOf(b, (int) (b.length - fromSecond)));
  }

  private static int room(SpecialTokenTemplate template, int maxLength) {
    if (maxLength < template.length()) {
      throw new IllegalArgumentException(
          "a length of %d leaves no room for the %d special tokens"
              .formatted(maxLength, template.length()));
    }
    return maxLength - template.length();
  }

  private long[] plain(String text) {
    return unprefixed(addPrefixSpace ? WhitespaceRules.prefixed(text) : text);
  }

  private long[] unprefixed(String text) {
    return library.encode(whole(text), false, false).getIds();
  }

  /** An id that the vocabulary lacks stands as itself. */
  @Override
  public List<String> tokens(long[] ids) {
    return Arrays.stream(ids).mapToObj(id -> tokens.getOrDefault(id, "<" + id + ">")).toList();
  }

  /** Half a surrogate pair cannot be UTF-8: Java's encoder makes it a question mark. */
  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Override
  public String decode(long[] ids) {
    return decode(ids, true);
  }

  /** Bytes that stand for a character are read together: until their row ends, none is settled. */
  @Override
  public String decodeSettled(long[] ids) {
    int end = ids.length;
    while (end > 0 && BYTE.matcher(tokens.getOrDefault(ids[end - 1], "")).matches()) {
      end--;
    }
    return Tokenizer.super.decodeSettled(Arrays.copyOf(ids, end));
  }

  /** The text of ids, special tokens and all. */
  public String decodeRaw(long[] ids) {
    return decode(ids, false);
  }

  /** As {@link #decode}, then without spaces before punctuation and English contractions. */
  public String decodeClean(long[] ids) {
    return WhitespaceRules.clean(decode(ids));
  }

  /** A model's vocabulary may be larger than its tokenizer's; such ids have no text. */
  private String decode(long[] ids, boolean skipSpecial) {
    for (long id : ids) {
      if (id < 0) {
        throw new IllegalArgumentException("token ids must not be negative, found " + id);
      }
    }
    return library.decode(ids, skipSpecial);
  }

  /** Those that the folder's files name, and BART's usual ones, as far as they have an id. */
  @Override
  public Map<String, Long> specialTokens() {
    Map<String, Long> ids = new HashMap<>();
    for (String role : SpecialTokens.ROLES) {
      if (special.without(role)) {
        continue;
      }
      String token = special.token(role);
      tokens.forEach(
          (id, text) -> {
            if (text.equals(token)) {
              ids.merge(role, id, Math::max); // one that was added goes before the model's
            }
          });
    }
    return ids;
  }

  @Override
  public int vocabularySize() {
    return tokens.size();
  }
}
