/**
 * The worlds that the embedded models are pretrained on: scenes of coloured shapes, put into words
 * ({@link io.fusebox.runtime.worlds.scenes.Describer}, {@link
 * io.fusebox.runtime.worlds.scenes.Asker}) or painted ({@link
 * io.fusebox.runtime.worlds.scenes.Painter}). A model sees words or pictures, never both.
 */
package io.fusebox.runtime.worlds.scenes;
