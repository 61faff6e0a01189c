/**
 * Generated sounds, to train and to show: notes of some timbre whose pitch goes somewhere. Learn
 * first: {@link io.fusebox.runtime.worlds.sounds.AudioGenerator}.
 */
package io.fusebox.runtime.worlds.sounds;
