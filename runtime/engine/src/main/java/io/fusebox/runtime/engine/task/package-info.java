/**
 * What a pipeline is asked for: open-ended answers, or one of a few labels. Learn first: {@link
 * io.fusebox.tasks.Task}.
 */
package io.fusebox.runtime.engine.task;
