/**
 * Pipelines as transformers of Apache Spark. Learn first: {@link
 * io.fusebox.runtime.spark.FuseboxTransformer}.
 */
@NullMarked
package io.fusebox.runtime.spark;

import org.jspecify.annotations.NullMarked;
