/**
 * Kept features on disk, many in a file. Learn first: {@link
 * io.fusebox.runtime.features.FeaturePacks}.
 */
@NullMarked
package io.fusebox.runtime.features;

import org.jspecify.annotations.NullMarked;
