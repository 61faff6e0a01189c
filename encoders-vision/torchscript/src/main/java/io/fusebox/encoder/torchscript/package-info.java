/**
 * Any encoder as a TorchScript file, as a plug-in. Learn first: {@link
 * io.fusebox.encoder.torchscript.TorchScriptEncoder}.
 */
@NullMarked
package io.fusebox.encoder.torchscript;

import org.jspecify.annotations.NullMarked;
