/** Generated data sets by name. Learn first: {@link io.fusebox.runtime.worlds.World}. */
package io.fusebox.runtime.worlds;
