/** BlindPrompt as a plug-in. Learn first: {@link io.fusebox.strategy.blindprompt.BlindPrompt}. */
@NullMarked
package io.fusebox.strategy.blindprompt;

import org.jspecify.annotations.NullMarked;
