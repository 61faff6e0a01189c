/**
 * Frozen features, computed once and kept. Learn first: {@link
 * io.fusebox.runtime.engine.features.FeatureStore}.
 */
@NullMarked
package io.fusebox.runtime.engine.features;

import org.jspecify.annotations.NullMarked;
