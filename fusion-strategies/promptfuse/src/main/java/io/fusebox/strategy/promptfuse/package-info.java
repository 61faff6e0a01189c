/** PromptFuse as a plug-in. Learn first: {@link io.fusebox.strategy.promptfuse.PromptFuse}. */
package io.fusebox.strategy.promptfuse;
