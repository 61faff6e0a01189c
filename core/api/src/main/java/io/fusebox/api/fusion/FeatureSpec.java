package io.fusebox.api.fusion;

import io.fusebox.api.encoder.Modality;

/** One modality of a pipeline, as a strategy sees it: its features are {@code [b, m, size]}. */
public record FeatureSpec(Modality modality, String encoder, long size) {}
