package io.fusebox.runtime.workspace.prune;

import java.util.function.BooleanSupplier;

/**
 * Something that can be deleted.
 *
 * @param name for people: what it is
 * @param files how many files it is
 * @param bytes how large it is
 * @param delete deletes it, unless it has come into use; true = it is gone
 */
public record Disposable(
    PruneKind kind, String name, long files, long bytes, BooleanSupplier delete) {}
