/**
 * What encoder-decoder transformers have in common: joining segments, encoding blind ones once,
 * decoding whole inputs, and decoding one token at a time. Learn first: {@link
 * io.fusebox.plm.seq2seq.EncoderStack}, {@link io.fusebox.plm.seq2seq.DecoderStack}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package io.fusebox.plm.seq2seq;
