/** Whisper's encoder as a plug-in. Learn first: {@link io.fusebox.encoder.whisper.Whisper}. */
package io.fusebox.encoder.whisper;
