/**
 * The Audio Spectrogram Transformer as a plug-in. Learn first: {@link io.fusebox.encoder.ast.Ast}.
 */
package io.fusebox.encoder.ast;
