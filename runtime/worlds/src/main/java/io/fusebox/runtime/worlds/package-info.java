/** Generated data sets by name. Learn first: {@link io.fusebox.runtime.worlds.SyntheticWorld}. */
@NullMarked
package io.fusebox.runtime.worlds;

import org.jspecify.annotations.NullMarked;
