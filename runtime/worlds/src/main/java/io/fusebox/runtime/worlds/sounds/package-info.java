/**
 * Generated sounds, to train and to show: notes of some timbre whose pitch goes somewhere. Learn
 * first: {@link io.fusebox.runtime.worlds.sounds.AudioGenerator}.
 */
@NullMarked
package io.fusebox.runtime.worlds.sounds;

import org.jspecify.annotations.NullMarked;
