/** GPT-2 as a plug-in. Learn first: {@link io.fusebox.plm.gpt2.Gpt2}. */
@NullMarked
package io.fusebox.plm.gpt2;

import org.jspecify.annotations.NullMarked;
