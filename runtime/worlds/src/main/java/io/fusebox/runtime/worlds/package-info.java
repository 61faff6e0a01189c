/** Generated data sets by name. Learn first: {@link io.fusebox.runtime.worlds.SyntheticWorld}. */
package io.fusebox.runtime.worlds;
