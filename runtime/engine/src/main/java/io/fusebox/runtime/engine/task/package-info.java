/**
 * The tasks that Fusebox brings: open-ended answers, and one of a few labels. Learn first: {@link
 * io.fusebox.runtime.engine.task.Tasks}.
 */
package io.fusebox.runtime.engine.task;
