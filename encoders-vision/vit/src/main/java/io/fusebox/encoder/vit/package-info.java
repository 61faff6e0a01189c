/** ViT as a plug-in. Learn first: {@link io.fusebox.encoder.vit.VitEncoder}. */
package io.fusebox.encoder.vit;
