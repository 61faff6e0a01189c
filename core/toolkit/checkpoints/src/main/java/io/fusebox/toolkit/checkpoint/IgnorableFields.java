package io.fusebox.toolkit.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Fields of model folders' JSON files that change no number of a frozen model: they are about its
 * origin, its training, its labels, or how Python holds it. (What generation heeds is read by
 * {@code io.fusebox.toolkit.generation}; the names are here because every old configuration lists
 * them.)
 */
final class IgnorableFields {
  private static final Set<String> NAMES =
      Set.of(
          // origin and storage
          "architectures",
          "dtype",
          "finetuning_task",
          "model_type",
          "name_or_path",
          "processor_class",
          "tokenizer_class",
          "torch_dtype",
          "transformers_version",
          // how Python runs it
          "attn_implementation",
          "chunk_size_feed_forward",
          "device",
          "disable_grouping",
          "gradient_checkpointing",
          "output_attentions",
          "output_hidden_states",
          "output_past",
          "output_scores",
          "return_dict",
          "return_tensors",
          "tf_legacy_loss",
          "torchscript",
          "use_bfloat16",
          "pretraining_tp",
          "reorder_and_upcast_attn",
          "use_cache",
          // its training
          "apply_spec_augment",
          "codevector_dim",
          "layerscale_value",
          "use_mask_token",
          "contrastive_logits_temperature",
          "diversity_loss_weight",
          "freeze_feat_extract_train",
          "init_std",
          "initializer_factor",
          "initializer_range",
          "layerdrop",
          "logit_scale_init_value",
          "norm_pix_loss",
          "num_codevector_groups",
          "num_codevectors_per_group",
          "num_negatives",
          "proj_codevector_dim",
          // heads, labels and other parts that are not run
          "_num_labels",
          "classifier_proj_size",
          "encoder_stride",
          "id2label",
          "label2id",
          "num_labels",
          "problem_type",
          "decoder_hidden_size",
          "decoder_intermediate_size",
          "decoder_num_attention_heads",
          "decoder_num_hidden_layers",
          "tdnn_dilation",
          "tdnn_dim",
          "tdnn_kernel",
          "apply_layernorm",
          "out_features",
          "out_indices",
          "reshape_hidden_states",
          "stage_names",
          "text_config",
          "text_config_dict",
          "use_weighted_layer_sum",
          "xvector_output_dim",
          "summary_activation",
          "summary_proj_to_labels",
          "summary_type",
          "summary_use_proj",
          // adapters, of which these only give the size
          "adapter_kernel_size",
          "adapter_stride",
          "num_adapter_layers",
          "output_hidden_size",
          // known from elsewhere
          "is_encoder_decoder",
          "n_ctx",
          "n_positions",
          "num_feat_extract_layers",
          "prefix",
          "sep_token_id",
          "task_specific_params",
          "num_hidden_layers",
          "tie_word_embeddings",
          "bos_token_id",
          "cls_token_id",
          "decoder_start_token_id",
          "eos_token_id",
          "mask_token_id",
          "pad_token_id",
          "unk_token_id",
          "vocab_size");

  /** Settings of generation, which old configurations list for every model. */
  private static final Set<String> GENERATION =
      Set.of(
          "bad_words_ids",
          "begin_suppress_tokens",
          "diversity_penalty",
          "do_sample",
          "early_stopping",
          "encoder_no_repeat_ngram_size",
          "exponential_decay_length_penalty",
          "force_bos_token_to_be_generated",
          "forced_bos_token_id",
          "forced_eos_token_id",
          "length_penalty",
          "max_length",
          "max_new_tokens",
          "min_length",
          "min_new_tokens",
          "no_repeat_ngram_size",
          "num_beam_groups",
          "num_beams",
          "num_return_sequences",
          "remove_invalid_values",
          "repetition_penalty",
          "return_dict_in_generate",
          "suppress_tokens",
          "temperature",
          "top_k",
          "top_p",
          "typical_p");

  /** Training alone, and what Python's library keeps for itself. */
  private static final Pattern PATTERNS =
      Pattern.compile(
          "_(?!pre_quantization).*|.*dropout.*|.*_drop|.*layerdrop|drop_path_rate|.*pdrop"
              + "|ctc_.*|mask_(time|feature|channel)_.*|no_mask_(time|channel)_overlap");

  /** Fields that are harmless with this value: the models are as if they had it. */
  private static final Map<String, Set<String>> VALUES =
      Map.ofEntries(
          Map.entry("add_bias_logits", Set.of("false")),
          Map.entry("add_cross_attention", Set.of("false")),
          Map.entry("add_final_layer_norm", Set.of("false")),
          Map.entry("do_blenderbot_90_layernorm", Set.of("false")),
          Map.entry("extra_pos_embeddings", Set.of("2")),
          Map.entry("is_decoder", Set.of("false")),
          Map.entry("normalize_before", Set.of("false")),
          Map.entry("normalize_embedding", Set.of("true")),
          Map.entry("position_embedding_type", Set.of("\"absolute\"")),
          Map.entry("static_position_embeddings", Set.of("false")),
          Map.entry("tie_encoder_decoder", Set.of("false")));

  private IgnorableFields() {}

  /** Whether a field of this value changes nothing; one that says nothing never does. */
  static boolean contain(String name, JsonNode value) {
    boolean empty = value.isNull() || value.isContainerNode() && value.isEmpty();
    return empty
        || NAMES.contains(name)
        || GENERATION.contains(name)
        || PATTERNS.matcher(name).matches()
        || VALUES.getOrDefault(name, Set.of()).contains(value.toString());
  }
}
