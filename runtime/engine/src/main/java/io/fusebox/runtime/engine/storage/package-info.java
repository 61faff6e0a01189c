/** Files that last: their formats, and locks between processes. */
@NullMarked
package io.fusebox.runtime.engine.storage;

import org.jspecify.annotations.NullMarked;
