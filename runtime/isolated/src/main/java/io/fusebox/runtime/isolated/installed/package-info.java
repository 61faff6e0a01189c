/**
 * The other side: an installed Fusebox. Learn first: {@link
 * io.fusebox.runtime.isolated.installed.InstalledFusebox}.
 */
@NullMarked
package io.fusebox.runtime.isolated.installed;

import org.jspecify.annotations.NullMarked;
