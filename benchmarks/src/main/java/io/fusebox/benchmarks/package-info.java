/**
 * How long it takes to encode, to answer and to train at base size. Learn first: {@link
 * io.fusebox.benchmarks.BenchmarkState}.
 */
@NullMarked
package io.fusebox.benchmarks;

import org.jspecify.annotations.NullMarked;
