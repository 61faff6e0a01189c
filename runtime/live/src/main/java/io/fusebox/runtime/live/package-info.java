/**
 * Pipelines that live: they wait for what they need, answer requests, and are swapped while they
 * do. Learn first: {@link io.fusebox.runtime.live.SwappableValue}, {@link
 * io.fusebox.runtime.live.LivePipelines}.
 */
@NullMarked
package io.fusebox.runtime.live;

import org.jspecify.annotations.NullMarked;
