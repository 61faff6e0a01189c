/**
 * Generated audio clips, to train and to show: notes of some timbre whose pitch goes somewhere.
 * Learn first: {@link io.fusebox.runtime.worlds.audio.AudioGenerator}.
 */
@NullMarked
package io.fusebox.runtime.worlds.audio;

import org.jspecify.annotations.NullMarked;
