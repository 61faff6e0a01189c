/** Qwen as a plug-in. Learn first: {@link io.fusebox.plm.qwen.Qwen}. */
package io.fusebox.plm.qwen;
