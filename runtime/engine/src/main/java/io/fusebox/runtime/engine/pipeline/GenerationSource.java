package io.fusebox.runtime.engine.pipeline;

/** Where a pipeline gets from how answers are searched for, in addition to their length. */
public enum GenerationSource {
  /** The PLM's folder: {@code generation_config.json}, or the old fields of its configuration. */
  FOLDER,
  /** Nowhere: plain greedy search. */
  NONE
}
