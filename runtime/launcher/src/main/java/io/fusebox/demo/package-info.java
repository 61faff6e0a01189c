/** The main job, start to finish. Learn first: {@link io.fusebox.demo.Demo}. */
package io.fusebox.demo;
