package io.fusebox.causal;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.EncoderSession;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the first input's segments became but for its last one: whatever other inputs have in
 * front of their data as well, blind or not. It is never replaced, so no thread can lose it while
 * it computes; and it is used for equal segments alone, so it is never out of date.
 */
final class LeadingSegmentsCache implements EncoderSession {
  private final CausalStack stack;
  private final NDManager owner;
  private @Nullable LeadingSegments kept;

  /** Keeps it below {@code owner}: what is not closed goes with that. */
  LeadingSegmentsCache(CausalStack stack, NDManager owner) {
    this.stack = stack;
    this.owner = owner.newSubManager();
  }

  @Override
  public EncoderOutput encode(PlmInput input) {
    CausalInput joined = new CausalInput(stack, input);
    LeadingSegments first = input.attention().isPresent() ? null : first(joined);
    int common = first == null ? 0 : first.common(input);
    if (first == null || common == 0) {
      return CausalPass.encode(stack, input);
    }
    NDManager manager = input.segments().list().get(common).embeddings().getManager();
    return CausalPass.behind(joined, first.first(common, manager));
  }

  /** Null if nothing stands in front. */
  private synchronized @Nullable LeadingSegments first(CausalInput joined) {
    int segments = joined.input().segments().list().size() - 1;
    boolean alone = joined.input().batch() == 1;
    int front = alone ? segments : joined.shared();
    if (kept == null && front > 0) {
      kept = LeadingSegments.of(joined, front).kept(owner);
    }
    return kept;
  }

  @Override
  public void close() {
    owner.close();
  }
}
