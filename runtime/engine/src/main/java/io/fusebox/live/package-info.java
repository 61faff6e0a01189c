/**
 * Pipelines that live: they wait for what they need, answer requests, and are swapped while they
 * do. Learn first: {@link io.fusebox.live.Slot}, {@link io.fusebox.live.LivePipelines}.
 */
package io.fusebox.live;
