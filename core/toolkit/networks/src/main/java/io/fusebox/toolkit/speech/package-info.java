/**
 * The network that wav2vec 2.0, HuBERT and their kin share: convolutions over the waveform, a
 * convolution for positions, a transformer. Learn first: {@link
 * io.fusebox.toolkit.speech.SpeechEncoder}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.toolkit.speech;

import org.jspecify.annotations.NullMarked;
