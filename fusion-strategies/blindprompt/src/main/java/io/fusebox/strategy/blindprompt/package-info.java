/** BlindPrompt as a plug-in. Learn first: {@link io.fusebox.strategy.blindprompt.BlindPrompt}. */
package io.fusebox.strategy.blindprompt;
