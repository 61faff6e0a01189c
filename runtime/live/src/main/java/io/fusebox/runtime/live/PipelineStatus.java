package io.fusebox.runtime.live;

/**
 * How a live pipeline is, for people to see.
 *
 * @param strategy what it answers with, or would
 * @param version the version of the trained weights that it answers with; empty without any
 * @param challenger the second strategy, as the command line names it; empty without one
 * @param note what it waits for or why it failed; of an active one, why a newer version was refused
 */
public record PipelineStatus(
    String name,
    PipelineState state,
    String strategy,
    String version,
    String challenger,
    String note) {
  @Override
  public String toString() {
    return "%s %s %s%s%s%s"
        .formatted(
            name,
            state,
            strategy,
            challenger.isEmpty() ? "" : " (" + challenger + ")",
            note.isEmpty() ? "" : ": " + note,
            version.isEmpty() ? "" : " [" + version + "]");
  }
}
