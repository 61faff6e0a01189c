/**
 * Pipelines: from a YAML file and live plug-ins to parts that fit. Learn first: {@link
 * io.fusebox.engine.PipelineSpec}, {@link io.fusebox.engine.Assembler}.
 */
package io.fusebox.engine;
