/**
 * Learns a tokenizer's vocabulary. Learn first: {@link io.fusebox.runtime.pretrain.bpe.BpeTrainer}.
 */
package io.fusebox.runtime.pretrain.bpe;
