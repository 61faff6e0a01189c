/** Whisper's encoder as a plug-in. Learn first: {@link io.fusebox.encoder.whisper.Whisper}. */
@NullMarked
package io.fusebox.encoder.whisper;

import org.jspecify.annotations.NullMarked;
