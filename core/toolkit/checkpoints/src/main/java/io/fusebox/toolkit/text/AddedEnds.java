package io.fusebox.toolkit.text;

import java.util.Map;
import java.util.Optional;

/**
 * Whether a text begins with the first token and ends with the last: {@code add_bos_token} and
 * {@code add_eos_token} of tokenizer_config.json decide it for Llama's tokenizers, as in
 * transformers, whatever the post-processor of tokenizer.json does.
 *
 * @param ids those of the special tokens by their role
 */
record AddedEnds(SpecialTokens special, Map<String, Long> ids) {

  /** The tokens around a text, with the ends that the folder asks for. */
  SpecialTokenTemplate of(SpecialTokenTemplate found) {
    if (!special.decidesWhatIsAdded()) {
      return found;
    }
    return new SpecialTokenTemplate(
        end("bos", found.before()), found.between(), end("eos", found.after()));
  }

  /** Where another token stands, it stays. */
  private long[] end(String role, long[] found) {
    Optional<Boolean> added = special.adds(role);
    Long id = ids.get(role + "_token");
    if (added.isEmpty() || id == null) {
      return found;
    }
    boolean there = found.length == 1 && found[0] == id;
    if (added.get()) {
      return found.length == 0 ? new long[] {id} : found;
    }
    return there ? new long[0] : found;
  }
}
