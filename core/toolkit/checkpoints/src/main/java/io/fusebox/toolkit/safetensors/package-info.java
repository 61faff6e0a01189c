/**
 * The safetensors format. Learn first: {@link io.fusebox.toolkit.safetensors.SafetensorsFile}.
 *
 * <p>Source: <a href="https://github.com/huggingface/safetensors#format">the format's own
 * description</a>.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.toolkit.safetensors;

import org.jspecify.annotations.NullMarked;
