package io.fusebox.toolkit.text;

import java.util.Map;

/** The special tokens that a tokenizer of transformers has if its folder's files say nothing. */
final class SpecialTokenDefaults {
  private static final String END = "<|endoftext|>";

  /** BART's. */
  static final Map<String, String> USUAL =
      Map.of(
          "bos_token", "<s>",
          "eos_token", "</s>",
          "cls_token", "<s>",
          "sep_token", "</s>",
          "unk_token", "<unk>",
          "pad_token", "<pad>",
          "mask_token", "<mask>");

  private static final Map<String, String> LLAMA =
      Map.of("bos_token", "<s>", "eos_token", "</s>", "unk_token", "<unk>");

  private static final Map<String, Map<String, String>> BY_CLASS =
      Map.of(
          "BartTokenizer", USUAL,
          "RobertaTokenizer", USUAL,
          "GPT2Tokenizer", Map.of("bos_token", END, "eos_token", END, "unk_token", END),
          "LlamaTokenizer", LLAMA,
          "CodeLlamaTokenizer", LLAMA,
          "Qwen2Tokenizer", Map.of("eos_token", END, "pad_token", END, "unk_token", END),
          "T5Tokenizer", Map.of("eos_token", "</s>", "pad_token", "<pad>", "unk_token", "<unk>"));

  private SpecialTokenDefaults() {}

  /**
   * By their role.
   *
   * @param name of the class, with or without {@code Fast}; none of one that is not known
   */
  static Map<String, String> of(String name) {
    return BY_CLASS.getOrDefault(name.replaceFirst("Fast$", ""), Map.of());
  }
}
