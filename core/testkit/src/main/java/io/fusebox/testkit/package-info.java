/**
 * Contract tests for plug-ins, ours and strangers': a test class implements one of the interfaces
 * and gives the thing to test. Learn first: {@link io.fusebox.testkit.StrategyContract}, {@link
 * io.fusebox.testkit.EncoderContract}, {@link io.fusebox.testkit.PlmEncodingContract}, {@link
 * io.fusebox.testkit.PlmDecodingContract}, {@link io.fusebox.testkit.PluginContract}.
 */
@NullMarked
package io.fusebox.testkit;

import org.jspecify.annotations.NullMarked;
