/**
 * Makes the small models that Fusebox brings along, each from a world of its own modality. Learn
 * first: {@link io.fusebox.runtime.pretrain.PretrainPlm} and {@link
 * io.fusebox.runtime.pretrain.PretrainVit}.
 */
@NullMarked
package io.fusebox.runtime.pretrain;

import org.jspecify.annotations.NullMarked;
