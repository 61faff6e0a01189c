/** How far long work has come. */
@NullMarked
package io.fusebox.runtime.engine.progress;

import org.jspecify.annotations.NullMarked;
