/**
 * Frozen features, computed once and kept. Learn first: {@link
 * io.fusebox.runtime.engine.features.FeatureStore}.
 */
package io.fusebox.runtime.engine.features;
