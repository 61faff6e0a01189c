/** The main job, start to finish. Learn first: {@link io.fusebox.runtime.launcher.demo.Demo}. */
package io.fusebox.runtime.launcher.demo;
