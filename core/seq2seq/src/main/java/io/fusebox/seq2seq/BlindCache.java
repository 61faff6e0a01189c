package io.fusebox.seq2seq;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.EncoderSession;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the first input's blind segments became. It is never replaced, so no thread can lose
 * it while it computes; and it is used for equal segments alone, so it is never out of date.
 */
public final class BlindCache implements EncoderSession {
  private final EncoderStack stack;
  private final NDManager owner;
  private @Nullable BlindStates kept;

  /** Keeps it below {@code owner}: what is not closed goes with that. */
  public BlindCache(EncoderStack stack, NDManager owner) {
    this.stack = stack;
    this.owner = owner.newSubManager();
  }

  @Override
  public EncoderOutput encode(PlmInput input) {
    return EncoderPass.encode(stack, input, this::states);
  }

  private BlindStates states(JoinedSegments blind) {
    if (!blind.shared()) {
      return BlindStates.of(stack, blind);
    }
    BlindStates first = first(blind);
    return first.part().equalTo(blind) ? first : BlindStates.of(stack, blind);
  }

  private synchronized BlindStates first(JoinedSegments blind) {
    if (kept == null) {
      kept = BlindStates.of(stack, blind).kept(owner);
    }
    return kept;
  }

  @Override
  public void close() {
    owner.close();
  }
}
