/**
 * The page of a running Fusebox, which is HTML, CSS and ES modules among the resources. Learn
 * first: {@code app.js}.
 */
@NullMarked
package io.fusebox.runtime.console;

import org.jspecify.annotations.NullMarked;
