/**
 * Makes the small models that Fusebox brings along, each from a world of its own modality. Learn
 * first: {@link io.fusebox.pretrain.PretrainBart} and {@link io.fusebox.pretrain.PretrainVit}.
 */
package io.fusebox.pretrain;
