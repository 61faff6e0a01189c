/**
 * Removes from a workspace the files that it can do without. Learn first: {@link
 * io.fusebox.runtime.workspace.prune.Pruning}.
 */
@NullMarked
package io.fusebox.runtime.workspace.prune;

import org.jspecify.annotations.NullMarked;
