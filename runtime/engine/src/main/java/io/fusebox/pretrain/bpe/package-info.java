/** Learns a tokenizer's vocabulary. Learn first: {@link io.fusebox.pretrain.bpe.BpeTrainer}. */
package io.fusebox.pretrain.bpe;
