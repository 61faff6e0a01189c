/** Llama as a plug-in. Learn first: {@link io.fusebox.plm.llama.Llama}. */
package io.fusebox.plm.llama;
