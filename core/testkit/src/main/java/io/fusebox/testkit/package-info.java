/**
 * Contract tests for plug-ins, wherever they come from: a test class implements one of the
 * interfaces and gives the thing to test. Every bundle has a {@link
 * io.fusebox.testkit.PluginContract}, and for what it brings: {@link
 * io.fusebox.testkit.EncoderContract}, {@link io.fusebox.testkit.StrategyContract}, {@link
 * io.fusebox.testkit.PlmContract}, {@link io.fusebox.testkit.TaskContract}, {@link
 * io.fusebox.testkit.DataFormatContract}, {@link io.fusebox.testkit.EndpointContract} or {@link
 * io.fusebox.testkit.ReferenceCaseContract}.
 */
@NullMarked
package io.fusebox.testkit;

import org.jspecify.annotations.NullMarked;
