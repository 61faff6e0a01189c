/** Finetune as a plug-in. Learn first: {@link io.fusebox.strategy.finetune.Finetune}. */
package io.fusebox.strategy.finetune;
