/**
 * BlackImage, a control, as a plug-in. Learn first: {@link
 * io.fusebox.strategy.blackimage.BlackImage}.
 */
package io.fusebox.strategy.blackimage;
