/** PromptFuse as a plug-in. Learn first: {@link io.fusebox.strategy.promptfuse.PromptFuse}. */
@NullMarked
package io.fusebox.strategy.promptfuse;

import org.jspecify.annotations.NullMarked;
