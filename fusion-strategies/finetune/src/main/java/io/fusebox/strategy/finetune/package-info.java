/** Finetune as a plug-in. Learn first: {@link io.fusebox.strategy.finetune.Finetune}. */
@NullMarked
package io.fusebox.strategy.finetune;

import org.jspecify.annotations.NullMarked;
