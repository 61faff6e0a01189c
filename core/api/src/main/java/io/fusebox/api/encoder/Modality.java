package io.fusebox.api.encoder;

import static io.fusebox.api.settings.Settings.require;

/**
 * A kind of input that an encoder reads. The id is open: a bundle may bring a modality of its own.
 */
public record Modality(String id) {
  public static final Modality IMAGE = new Modality("image");
  public static final Modality AUDIO = new Modality("audio");
  public static final Modality VIDEO = new Modality("video");

  public Modality {
    require(
        id.matches("[a-z][a-z0-9-]{0,31}"),
        "a modality's id must be lower-case letters, digits and '-', found '" + id + "'");
  }

  @Override
  public String toString() {
    return id;
  }
}
