/** GPT-2 as a plug-in. Learn first: {@link io.fusebox.plm.gpt2.Gpt2}. */
package io.fusebox.plm.gpt2;
