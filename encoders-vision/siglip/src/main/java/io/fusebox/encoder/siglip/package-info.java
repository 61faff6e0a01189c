/**
 * The vision tower of SigLIP as a plug-in. Learn first: {@link
 * io.fusebox.encoder.siglip.SiglipEncoder}.
 */
package io.fusebox.encoder.siglip;
