/**
 * The common part of encoder-decoder transformers: joining segments, encoding blind ones once,
 * decoding whole inputs, and decoding one token at a time. Learn first: {@link
 * io.fusebox.seq2seq.EncoderStack}, {@link io.fusebox.seq2seq.DecoderStack}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.seq2seq;

import org.jspecify.annotations.NullMarked;
