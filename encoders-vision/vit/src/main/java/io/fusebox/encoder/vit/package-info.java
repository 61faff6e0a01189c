/** ViT as a plug-in. Learn first: {@link io.fusebox.encoder.vit.Vit}. */
package io.fusebox.encoder.vit;
