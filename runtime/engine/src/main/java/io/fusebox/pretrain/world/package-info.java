/**
 * The worlds that the embedded models are pretrained on: scenes of coloured shapes, put into words
 * ({@link io.fusebox.pretrain.world.Describer}, {@link io.fusebox.pretrain.world.Asker}) or painted
 * ({@link io.fusebox.pretrain.world.Painter}). A model sees words or pictures, never both.
 */
package io.fusebox.pretrain.world;
