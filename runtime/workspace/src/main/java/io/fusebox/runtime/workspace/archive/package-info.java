/**
 * Pipelines on their way from one workspace to another. Learn first: {@link
 * io.fusebox.runtime.workspace.archive.ArchiveManifest}.
 */
@NullMarked
package io.fusebox.runtime.workspace.archive;

import org.jspecify.annotations.NullMarked;
