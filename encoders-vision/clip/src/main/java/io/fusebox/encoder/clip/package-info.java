/** CLIP's eye as a plug-in. Learn first: {@link io.fusebox.encoder.clip.ClipEncoder}. */
@NullMarked
package io.fusebox.encoder.clip;

import org.jspecify.annotations.NullMarked;
