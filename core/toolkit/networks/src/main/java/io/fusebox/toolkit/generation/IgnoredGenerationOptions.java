package io.fusebox.toolkit.generation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.toolkit.checkpoint.CheckpointWarnings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Options of a model folder's generation that have no effect here: known ones that search does not
 * heed, and in {@code generation_config.json} whatever else is not known.
 */
record IgnoredGenerationOptions(Path file, JsonNode json) {
  /** Options that change what is generated, with the values that switch them off. */
  private static final Map<String, Set<String>> UNHEEDED =
      Map.ofEntries(
          Map.entry("bad_words_ids", Set.of()),
          Map.entry("begin_suppress_tokens", Set.of()),
          Map.entry("constraints", Set.of()),
          Map.entry("diversity_penalty", Set.of("0", "0.0")),
          Map.entry("do_sample", Set.of("false")),
          Map.entry("dola_layers", Set.of()),
          Map.entry("encoder_no_repeat_ngram_size", Set.of("0")),
          Map.entry("encoder_repetition_penalty", Set.of("1", "1.0")),
          Map.entry("exponential_decay_length_penalty", Set.of()),
          Map.entry("force_words_ids", Set.of()),
          Map.entry("forced_decoder_ids", Set.of()),
          Map.entry("guidance_scale", Set.of("1", "1.0")),
          Map.entry("num_beam_groups", Set.of("1")),
          Map.entry("penalty_alpha", Set.of("0", "0.0")),
          Map.entry("renormalize_logits", Set.of("false")),
          Map.entry("repetition_penalty", Set.of("1", "1.0")),
          Map.entry("sequence_bias", Set.of()),
          Map.entry("stop_strings", Set.of()),
          Map.entry("suppress_tokens", Set.of()),
          Map.entry("token_healing", Set.of("false")),
          Map.entry("watermarking_config", Set.of()));

  /** The fields of {@code Generation}. */
  private static final Set<String> HEEDED =
      Set.of(
          "max_length",
          "max_new_tokens",
          "min_length",
          "min_new_tokens",
          "num_beams",
          "length_penalty",
          "early_stopping",
          "no_repeat_ngram_size",
          "forced_bos_token_id",
          "forced_eos_token_id",
          "num_return_sequences");

  /** Options of sampling, which is known from {@code do_sample}, and of how Python runs it. */
  private static final Set<String> HARMLESS =
      Set.of(
          "temperature",
          "top_k",
          "top_p",
          "top_h",
          "typical_p",
          "min_p",
          "epsilon_cutoff",
          "eta_cutoff",
          "cache_config",
          "cache_implementation",
          "compile_config",
          "disable_compile",
          "is_assistant",
          "low_memory",
          "max_time",
          "output_attentions",
          "output_hidden_states",
          "output_logits",
          "output_scores",
          "remove_invalid_values",
          "return_dict_in_generate",
          "return_legacy_cache",
          "transformers_version",
          "use_cache",
          // guesses that the model itself checks: the answers are the same
          "assistant_confidence_threshold",
          "assistant_early_exit",
          "assistant_lookbehind",
          "max_matching_ngram_size",
          "num_assistant_tokens",
          "num_assistant_tokens_schedule",
          "prompt_lookup_num_tokens",
          "target_lookbehind");

  /** Tokens that the configuration says as well. */
  private static final List<String> TOKENS =
      List.of("bos_token_id", "pad_token_id", "eos_token_id", "decoder_start_token_id");

  /** Tells of known options that have no effect. */
  void tell() {
    json.properties().stream()
        .filter(e -> UNHEEDED.containsKey(e.getKey()) && !isOff(e.getKey(), e.getValue()))
        .forEach(e -> tell(e.getKey(), "which is not supported and left out"));
  }

  /**
   * Tells of all options that have no effect, and of tokens that {@code config} says otherwise.
   *
   * @param eos whether the end token is one of those
   */
  void tell(JsonNode config, boolean eos) {
    tell();
    json.properties().stream()
        .filter(e -> !isKnown(e.getKey()) && !isOff(e.getKey(), e.getValue()))
        .forEach(e -> tell(e.getKey(), "which is not understood and left out"));
    for (String name : TOKENS) {
      if (name.equals("eos_token_id") && !eos) {
        continue;
      }
      JsonNode other = config.path(name);
      if (json.hasNonNull(name) && config.hasNonNull(name) && !one(json.get(name)).equals(other)) {
        tell(name, "but config.json %s; the latter is used".formatted(other));
      }
    }
  }

  private void tell(String name, String effect) {
    CheckpointWarnings.warnOnce(
        "%s asks for %s = %s in generation, %s".formatted(file, name, json.path(name), effect));
  }

  private static boolean isKnown(String name) {
    return UNHEEDED.containsKey(name)
        || HEEDED.contains(name)
        || HARMLESS.contains(name)
        || TOKENS.contains(name)
        || name.startsWith("_");
  }

  private static boolean isOff(String name, JsonNode value) {
    boolean empty = value.isNull() || value.isContainerNode() && value.isEmpty();
    return empty || UNHEEDED.getOrDefault(name, Set.of()).contains(value.toString());
  }

  /** A list of one token is that token. */
  private static JsonNode one(JsonNode value) {
    return value.isArray() && value.size() == 1 ? value.get(0) : value;
  }
}
