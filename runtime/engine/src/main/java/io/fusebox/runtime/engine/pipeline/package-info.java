/**
 * Pipelines: from a YAML file and live plug-ins to parts that fit. Learn first: {@link
 * io.fusebox.runtime.engine.pipeline.PipelineSpec}, {@link
 * io.fusebox.runtime.engine.pipeline.Assembler}.
 */
@NullMarked
package io.fusebox.runtime.engine.pipeline;

import org.jspecify.annotations.NullMarked;
