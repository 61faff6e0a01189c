/**
 * NoPrompt, a control, as a plug-in. Learn first: {@link io.fusebox.strategy.noprompt.NoPrompt}.
 */
@NullMarked
package io.fusebox.strategy.noprompt;

import org.jspecify.annotations.NullMarked;
