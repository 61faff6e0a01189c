package io.fusebox.runtime.server.system;

import java.util.Optional;

/** The YAML files of pipelines. */
public interface PipelineTexts {
  /**
   * A file's text.
   *
   * @throws io.fusebox.api.FuseboxException.NotFound when there is no pipeline of this name
   */
  String read(String name);

  /**
   * Whether YAML would be a pipeline; nothing changes.
   *
   * @param waits whether it would only wait for something
   * @param reason what it would wait for, or why it is none
   * @param field the key that is wrong; empty when none is named
   * @param line the line that is wrong, from 1; 0 when none is named
   * @param version of the trained weights that it would answer with; empty without any
   */
  record Verdict(
      boolean valid, boolean waits, String reason, String field, int line, String version) {}

  /** Checks YAML as the file of a pipeline of this name. */
  Verdict check(String name, String yaml);

  /**
   * Saves YAML that was checked in the workspace, in place of the pipeline's file there.
   *
   * @param expected the text that it is to replace; empty = whatever is there
   * @return whether there was no pipeline of this name
   * @throws io.fusebox.runtime.http.Problem 412 when there is another text
   */
  boolean save(String name, String yaml, Optional<String> expected);

  /**
   * Deletes the workspace's file of a pipeline.
   *
   * @throws io.fusebox.runtime.http.Problem 409 when its file is a shipped one
   */
  void delete(String name);
}
