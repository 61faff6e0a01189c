/**
 * Makes the small models that Fusebox brings along, each from a world of its own modality. Learn
 * first: {@link io.fusebox.runtime.pretrain.PretrainBart} and {@link
 * io.fusebox.runtime.pretrain.PretrainVit}.
 */
package io.fusebox.runtime.pretrain;
