package io.fusebox.runtime.batch;

/** The treatment of a row that cannot be answered. */
public enum ErrorPolicy {
  /** The run ends there; what was answered before is kept. */
  STOP,
  /** Its line says why, in place of an answer. */
  RECORD
}
