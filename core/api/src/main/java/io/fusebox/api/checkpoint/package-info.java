/**
 * Pretrained models as plug-ins read them. Learn first: {@link
 * io.fusebox.api.checkpoint.Checkpoint}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.api.checkpoint;

import org.jspecify.annotations.NullMarked;
