/** ViT as a plug-in. Learn first: {@link io.fusebox.encoder.vit.VitEncoder}. */
@NullMarked
package io.fusebox.encoder.vit;

import org.jspecify.annotations.NullMarked;
