/**
 * The worlds that the embedded models are pretrained on: scenes of coloured shapes, put into words
 * ({@link io.fusebox.runtime.worlds.scenes.SceneDescriber}, {@link
 * io.fusebox.runtime.worlds.scenes.QuestionGenerator}) or painted ({@link
 * io.fusebox.runtime.worlds.scenes.ScenePainter}). A model sees words or images, never both.
 */
@NullMarked
package io.fusebox.runtime.worlds.scenes;

import org.jspecify.annotations.NullMarked;
