/** HuBERT as a plug-in. Learn first: {@link io.fusebox.speech.SpeechEncoder}. */
package io.fusebox.encoder.hubert;
