/**
 * BlackImage, a control, as a plug-in. Learn first: {@link
 * io.fusebox.strategy.blackimage.BlackImage}.
 */
@NullMarked
package io.fusebox.strategy.blackimage;

import org.jspecify.annotations.NullMarked;
