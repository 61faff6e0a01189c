/**
 * Generated sounds, to train and to show: notes of some timbre whose pitch goes somewhere. Learn
 * first: {@link io.fusebox.pretrain.sound.Composer}.
 */
package io.fusebox.pretrain.sound;
