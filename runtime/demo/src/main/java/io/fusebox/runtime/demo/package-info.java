/** The main job, start to finish. Learn first: {@link io.fusebox.runtime.demo.Demo}. */
@NullMarked
package io.fusebox.runtime.demo;

import org.jspecify.annotations.NullMarked;
