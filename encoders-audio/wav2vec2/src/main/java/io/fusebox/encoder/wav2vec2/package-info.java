/** wav2vec 2.0 as a plug-in. Learn first: {@link io.fusebox.toolkit.speech.SpeechEncoder}. */
@NullMarked
package io.fusebox.encoder.wav2vec2;

import org.jspecify.annotations.NullMarked;
