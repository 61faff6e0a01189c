/**
 * The other side: an installed Fusebox. Learn first: {@link
 * io.fusebox.runtime.batch.installed.InstalledFusebox}.
 */
@NullMarked
package io.fusebox.runtime.batch.installed;

import org.jspecify.annotations.NullMarked;
