/**
 * Frozen features, computed once and kept. Learn first: {@link io.fusebox.features.FeatureStore}.
 */
package io.fusebox.features;
