package io.fusebox.runtime.data;

import java.nio.file.Path;

/** Reads one form of data set. Stateless. */
public interface DatasetReader {
  /** The form's name, by which a pipeline may insist on it. */
  String format();

  /** What a path of this form holds, for messages. */
  String layout();

  /** Whether {@code path} holds this form, by the names in it. */
  boolean reads(Path path);

  /**
   * Reads the data set; every input's file exists when this returns, or its example is treated as
   * the source says.
   *
   * @throws io.fusebox.api.FuseboxException naming file and line of what is wrong
   */
  Dataset read(Source source);
}
