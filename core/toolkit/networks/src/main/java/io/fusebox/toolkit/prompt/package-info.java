/**
 * Trained prompt vectors that strategies share. Learn first: {@link
 * io.fusebox.toolkit.prompt.Prompt}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.toolkit.prompt;

import org.jspecify.annotations.NullMarked;
