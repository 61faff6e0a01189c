package io.fusebox.runtime.launcher;

/** How a running Fusebox logs to its console. */
enum LogFormat {
  /** For people: a line with time, level and message. */
  LINES,
  /** For machines: a JSON object on each line. */
  JSON
}
