/** CLIP's eye as a plug-in. Learn first: {@link io.fusebox.encoder.clip.ClipEncoder}. */
package io.fusebox.encoder.clip;
