package io.fusebox.runtime.launcher.scaffold;

import java.util.Locale;

/** The kinds of new plug-ins; each has its folder of templates. */
public enum PluginKind {
  /** An encoder of images. */
  ENCODER,
  /** A fusion strategy. */
  STRATEGY,
  /** An encoder of another modality. */
  MODALITY,
  /** A language model that is read from a folder. */
  PLM,
  /** How questions are put, answered and scored. */
  TASK,
  /** A format of data sets. */
  DATA_FORMAT,
  /** An endpoint of the service. */
  ENDPOINT,
  /** A kind of comparison with a reference implementation. */
  REFERENCE_CASE;

  /** As a user types it: {@code data-format}; its folder has this name too. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
