package io.fusebox.toolkit.text;

import io.fusebox.api.plm.Tokenizer;
import io.fusebox.toolkit.checkpoint.CheckpointWarnings;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A PLM's tokenizer, opened when it is first asked for: no token of a text may be one that the PLM
 * does not have, and it is told where tokenizer and configuration name different special tokens.
 */
public final class PlmTokenizer implements Supplier<Tokenizer> {
  private final Supplier<Tokenizer> source;
  private final int rows;
  private final Path folder;
  private final Map<String, Long> special;
  private @Nullable Tokenizer checked;

  /**
   * Checks what another supplier gives.
   *
   * @param rows of the PLM's table of token embeddings
   * @param folder the PLM's, for messages
   * @param special the tokens of the configuration by their role, {@code eos_token}
   */
  public PlmTokenizer(
      Supplier<Tokenizer> source, int rows, Path folder, Map<String, Long> special) {
    this.source = source;
    this.rows = rows;
    this.folder = folder;
    this.special = Map.copyOf(special);
  }

  @Override
  public synchronized Tokenizer get() {
    if (checked == null) {
      Tokenizer tokenizer = source.get();
      tokenizer.specialTokens().forEach(this::compare);
      checked = new BoundedTokenizer(tokenizer, rows, folder);
    }
    return checked;
  }

  private void compare(String role, long id) {
    Long configured = special.get(role);
    if (configured != null && configured != id) {
      CheckpointWarnings.warnOnce(
          "%s: the tokenizer's %s is %d, but config.json's %s_id is %d; the latter is used; do the two belong together?"
              .formatted(folder, role, id, role, configured));
    }
  }
}
