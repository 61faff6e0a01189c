/** Qwen as a plug-in. Learn first: {@link io.fusebox.plm.qwen.Qwen}. */
@NullMarked
package io.fusebox.plm.qwen;

import org.jspecify.annotations.NullMarked;
