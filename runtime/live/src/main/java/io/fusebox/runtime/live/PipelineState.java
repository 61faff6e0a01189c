package io.fusebox.runtime.live;

/** The state of a live pipeline. */
public enum PipelineState {
  /** It answers. */
  ACTIVE,
  /** It answers as soon as what it names is there. */
  WAITING,
  /** It cannot answer; something must be fixed first. */
  FAILED,
  /** It was stopped. */
  STOPPED
}
