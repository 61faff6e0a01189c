package io.fusebox.runtime.workspace.prune;

/** A kind of file of which a workspace may hold more than anybody needs. */
public enum PruneKind {
  /** Kept features; anyone who needs them makes them again. */
  FEATURES,
  /** The states of trainings, from which an interrupted one goes on. */
  RUNS,
  /** Versions of trained weights that nothing answers with. */
  VERSIONS
}
