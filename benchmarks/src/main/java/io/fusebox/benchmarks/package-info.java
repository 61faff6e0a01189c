/**
 * How long it takes to encode, to answer and to train at base size, and how close that is to the
 * fastest matrix product. Learn first: {@link io.fusebox.benchmarks.BenchmarkState}.
 */
@NullMarked
package io.fusebox.benchmarks;

import org.jspecify.annotations.NullMarked;
