/**
 * The common part of decoder-only transformers: one sequence of segments, each layer's keys and
 * values kept, answers continued from them. Learn first: {@link io.fusebox.causal.CausalStack},
 * {@link io.fusebox.causal.CausalPlm}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.causal;

import org.jspecify.annotations.NullMarked;
