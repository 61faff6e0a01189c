/**
 * Sound: bytes of a file to samples, resampling, and the preprocessing that a checkpoint asks for.
 * Learn first: {@link io.fusebox.toolkit.audio.AudioProcessor}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.toolkit.audio;

import org.jspecify.annotations.NullMarked;
