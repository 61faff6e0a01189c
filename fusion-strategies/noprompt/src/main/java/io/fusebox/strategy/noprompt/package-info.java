/**
 * NoPrompt, a control, as a plug-in. Learn first: {@link io.fusebox.strategy.noprompt.NoPrompt}.
 */
package io.fusebox.strategy.noprompt;
