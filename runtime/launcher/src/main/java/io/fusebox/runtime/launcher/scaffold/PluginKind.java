package io.fusebox.runtime.launcher.scaffold;

/** The kinds of new plug-ins; each has its folder of templates. */
public enum PluginKind {
  /** An encoder of images. */
  ENCODER,
  /** A fusion strategy. */
  STRATEGY,
  /** An encoder of another modality. */
  MODALITY
}
