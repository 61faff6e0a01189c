/**
 * The interface of an installed Fusebox whose libraries are not on a program's own class path: in
 * types of Java alone, so that both sides can have their own versions of everything else. Learn
 * first: {@link io.fusebox.runtime.isolated.BatchFusebox}.
 */
@NullMarked
package io.fusebox.runtime.isolated;

import org.jspecify.annotations.NullMarked;
