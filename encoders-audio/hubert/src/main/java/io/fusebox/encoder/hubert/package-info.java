/** HuBERT as a plug-in. Learn first: {@link io.fusebox.toolkit.speech.SpeechEncoder}. */
package io.fusebox.encoder.hubert;
