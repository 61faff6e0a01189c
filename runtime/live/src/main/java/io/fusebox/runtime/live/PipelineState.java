package io.fusebox.runtime.live;

/** What a live pipeline is doing. */
public enum PipelineState {
  /** It answers. */
  ACTIVE,
  /** It answers as soon as what it names is there. */
  WAITING,
  /** It cannot answer; something must be fixed first. */
  FAILED,
  /** It was told to stop. */
  STOPPED
}
