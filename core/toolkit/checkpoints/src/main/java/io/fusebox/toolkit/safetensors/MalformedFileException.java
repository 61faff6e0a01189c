package io.fusebox.toolkit.safetensors;

import io.fusebox.api.FuseboxException;

/** A defect in a file whose name is not known yet; names are made safe to print. */
final class MalformedFileException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 100;

  MalformedFileException(String message) {
    super(message);
  }

  FuseboxException in(Object file) {
    return new FuseboxException(
        "%s is not a valid safetensors file: %s; download or convert it again"
            .formatted(file, getMessage()),
        this);
  }

  /** An untrusted name, for a message: no control characters, no endless lines. */
  static String quote(String name) {
    String visible = name.replaceAll("\\p{C}", "?");
    return "'"
        + (visible.length() > LONGEST ? visible.substring(0, LONGEST) + "..." : visible)
        + "'";
  }
}
