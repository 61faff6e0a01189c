/** HuBERT as a plug-in. Learn first: {@link io.fusebox.toolkit.speech.SpeechEncoder}. */
@NullMarked
package io.fusebox.encoder.hubert;

import org.jspecify.annotations.NullMarked;
