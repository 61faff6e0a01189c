/** The main job, start to finish. Learn first: {@link io.fusebox.runtime.launcher.demo.Demo}. */
@NullMarked
package io.fusebox.runtime.launcher.demo;

import org.jspecify.annotations.NullMarked;
