package io.fusebox.runtime.launcher.scaffold;

/** What a new plug-in may be; each has its folder of templates. */
public enum PluginKind {
  /** An encoder of pictures. */
  ENCODER,
  /** A fusion strategy. */
  STRATEGY,
  /** An encoder of a modality that Fusebox knows nothing of. */
  MODALITY
}
