package io.fusebox.runtime.engine.pipeline;

/**
 * A component that a plug-in made.
 *
 * @param identity its own, and that of the components which it was lent
 * @param borrows whether it was lent another plug-in's component: it is what it is only as long as
 *     the other one stays
 */
public record PipelineComponent<T>(T component, ComponentIdentity identity, boolean borrows) {}
