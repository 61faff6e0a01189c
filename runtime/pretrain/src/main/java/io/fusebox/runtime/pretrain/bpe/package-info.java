/**
 * Learns a tokenizer's vocabulary. Learn first: {@link io.fusebox.runtime.pretrain.bpe.BpeTrainer}.
 */
@NullMarked
package io.fusebox.runtime.pretrain.bpe;

import org.jspecify.annotations.NullMarked;
