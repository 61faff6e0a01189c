package io.fusebox.plm.t5;

import static io.fusebox.toolkit.checkpoint.ConfigValues.flag;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How hidden states become logits. Two things are to be known, which head and whether what it reads
 * is scaled by d^-0.5, and {@code tie_word_embeddings} told both until transformers 5: true for T5
 * 1.0, false for 1.1. Since then it is true for every T5 and {@code scale_decoder_outputs} says
 * what it said; the head is in the file or it is the table of token embeddings.
 *
 * @param scaled whether hidden states are scaled
 * @param head where the head is
 */
record T5Output(boolean scaled, Head head) {
  private static final String SCALED = "scale_decoder_outputs";

  /** Where the head is. */
  enum Head {
    /** The table of token embeddings. */
    TABLE,
    /** A tensor of its own. */
    OWN,
    /** A tensor of its own if there is one, else the table. */
    OWN_OR_TABLE
  }

  static T5Output of(JsonNode config) {
    boolean tied = flag(config, "tie_word_embeddings", true);
    if (config.hasNonNull(SCALED)) {
      return new T5Output(flag(config, SCALED, tied), tied ? Head.OWN_OR_TABLE : Head.OWN);
    }
    return new T5Output(tied, tied ? Head.TABLE : Head.OWN);
  }
}
