/**
 * The Audio Spectrogram Transformer as a plug-in. Learn first: {@link io.fusebox.encoder.ast.Ast}.
 */
@NullMarked
package io.fusebox.encoder.ast;

import org.jspecify.annotations.NullMarked;
