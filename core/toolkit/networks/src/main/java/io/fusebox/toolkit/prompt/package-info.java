/**
 * Trained prompt vectors that strategies share. Learn first: {@link
 * io.fusebox.toolkit.prompt.Prompt}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.fusebox.toolkit.prompt;
