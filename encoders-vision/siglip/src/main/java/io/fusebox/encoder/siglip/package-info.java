/**
 * The vision tower of SigLIP as a plug-in. Learn first: {@link
 * io.fusebox.encoder.siglip.SiglipEncoder}.
 */
@NullMarked
package io.fusebox.encoder.siglip;

import org.jspecify.annotations.NullMarked;
