package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.toolkit.text.FolderTokenizer;
import io.fusebox.toolkit.text.TokenBatch;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/**
 * Tokenizers. Of those with a tokenizer.json see {@link TokenizerJsonOutputs}; of BART's: single
 * texts with and without a space put before them, what their ids decode to, pairs, padded and
 * truncated batches. Each row is about all texts of the case.
 */
final class TokenizerVerifier implements CaseVerifier {
  private static final String PREFIXED = "add_prefix_space_";
  private static final String LONGEST_FIRST = "longest_first";
  private static final String PAD = "<pad>";

  @Override
  public boolean knows(String caseName) {
    return caseName.matches("tokenizer(-.*)?");
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    JsonNode json = of.cases();
    if (json.path("cases").isEmpty()) {
      throw new FuseboxException(of.folder() + "/cases.json holds no cases");
    }
    if (Files.exists(of.folder().resolve("tokenizer.json"))) {
      return TokenizerJsonOutputs.of(of.folder()).rows(json);
    }
    FolderTokenizer plain = FolderTokenizer.fromVocabulary(of.folder(), false);
    FolderTokenizer prefixing = FolderTokenizer.fromVocabulary(of.folder(), true);
    List<OutputResult> rows = new ArrayList<>();
    json.properties()
        .forEach(
            section -> {
              switch (section.getKey()) {
                case "cases" -> rows.addAll(texts(list(section.getValue()), plain, prefixing));
                case "pairs" -> rows.add(pairs(list(section.getValue()), plain));
                case "batch", "batch_pairs" ->
                    rows.addAll(batch(section.getKey(), section.getValue(), plain));
                case "vocab_size" ->
                    rows.add(
                        OutputResult.texts(
                            "vocab_size",
                            List.of(section.getValue().asText()),
                            List.of("" + plain.vocabularySize())));
                case "merges", "note" -> {}
                default -> rows.add(OutputResult.unsupported(section.getKey(), ""));
              }
            });
    return rows;
  }

  private static List<OutputResult> texts(
      List<JsonNode> cases, FolderTokenizer plain, FolderTokenizer prefixing) {
    List<OutputResult> rows = new ArrayList<>();
    for (var form : cases.get(0).properties()) {
      if (form.getKey().startsWith(PREFIXED)) {
        FolderTokenizer tokenizer = form.getKey().endsWith("true") ? prefixing : plain;
        for (var field : form.getValue().properties()) {
          rows.add(text(cases, form.getKey(), field.getKey(), tokenizer));
        }
      } else if (!form.getKey().equals("text")) {
        rows.add(OutputResult.unsupported(form.getKey(), ""));
      }
    }
    return rows;
  }

  private static OutputResult text(
      List<JsonNode> cases, String form, String field, FolderTokenizer tokenizer) {
    String output = form + "." + field;
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (JsonNode c : cases) {
      Optional<String> computed = field(field, c.path("text").asText(), c.path(form), tokenizer);
      if (computed.isEmpty()) {
        return OutputResult.unsupported(output, "");
      }
      expected.add(written(c.path(form).path(field)));
      found.add(computed.get());
    }
    return OutputResult.texts(output, expected, found);
  }

  /** Encoding starts from the text, decoding from the reference's ids. */
  private static Optional<String> field(
      String field, String text, JsonNode reference, FolderTokenizer tokenizer) {
    long[] ids = ids(reference.path("ids"));
    return switch (field) {
      case "ids" -> Optional.of(Arrays.toString(tokenizer.encode(text)));
      case "tokens" -> Optional.of(tokenizer.tokens(tokenizer.encode(text)).toString());
      case "decode_skip_special_noclean" -> Optional.of(tokenizer.decode(ids));
      case "decode_skip_special_clean" -> Optional.of(tokenizer.decodeClean(ids));
      case "decode_raw" -> Optional.of(tokenizer.decodeRaw(ids));
      default -> Optional.empty();
    };
  }

  static OutputResult pairs(List<JsonNode> pairs, FolderTokenizer tokenizer) {
    return OutputResult.texts(
        "pairs.ids",
        pairs.stream().map(p -> written(p.path("ids"))).toList(),
        pairs.stream()
            .map(p -> tokenizer.encode(p.path("a").asText(), p.path("b").asText()))
            .map(Arrays::toString)
            .toList());
  }

  static List<OutputResult> batch(String name, JsonNode batch, FolderTokenizer tokenizer) {
    if (!batch.path("truncation").asText(LONGEST_FIRST).equals(LONGEST_FIRST)) {
      return List.of(OutputResult.unsupported(name, "truncation " + batch.path("truncation")));
    }
    int longest = batch.path("max_length").asInt(Integer.MAX_VALUE);
    List<long[]> rows = new ArrayList<>();
    list(batch.path("texts")).forEach(t -> rows.add(tokenizer.encode(t.asText(), longest)));
    List<JsonNode> seconds = list(batch.path("b"));
    List<JsonNode> firsts = list(batch.path("a"));
    for (int i = 0; i < Math.min(firsts.size(), seconds.size()); i++) {
      rows.add(tokenizer.encode(firsts.get(i).asText(), seconds.get(i).asText(), longest));
    }
    TokenBatch padded = TokenBatch.pad(rows, pad(tokenizer));
    return List.of(
        table(name + ".input_ids", batch.path("input_ids"), padded.ids()),
        table(name + ".attention_mask", batch.path("attention_mask"), padded.mask()));
  }

  private static OutputResult table(String output, JsonNode expected, long[][] found) {
    return OutputResult.texts(
        output,
        list(expected).stream().map(TokenizerVerifier::written).toList(),
        Arrays.stream(found).map(Arrays::toString).toList());
  }

  private static long pad(FolderTokenizer tokenizer) {
    return LongStream.range(0, tokenizer.vocabularySize())
        .filter(id -> tokenizer.tokens(new long[] {id}).equals(List.of(PAD)))
        .findFirst()
        .orElse(0);
  }

  /** As Java writes lists and arrays; a text as it is. */
  static String written(JsonNode node) {
    return node.isArray()
        ? list(node).stream().map(JsonNode::asText).toList().toString()
        : node.asText();
  }

  static long[] ids(JsonNode array) {
    return IntStream.range(0, array.size()).mapToLong(i -> array.get(i).asLong()).toArray();
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
