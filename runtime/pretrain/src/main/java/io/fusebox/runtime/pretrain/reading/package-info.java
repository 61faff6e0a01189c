/**
 * The exercises that teach a language model to read: a description, a question about it, the
 * answer. Descriptions come as sentences, as mixtures of word embeddings, or in made-up codes that
 * a glossary explains. Learn first: {@link io.fusebox.runtime.pretrain.reading.ExerciseGenerator}.
 */
@NullMarked
package io.fusebox.runtime.pretrain.reading;

import org.jspecify.annotations.NullMarked;
