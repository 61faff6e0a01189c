/**
 * Tasks: how a pipeline is asked, answers and is scored. Learn first: {@link
 * io.fusebox.api.task.Question}, {@link io.fusebox.api.task.Answer}; to write a task, {@link
 * io.fusebox.api.task.TaskType}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.api.task;

import org.jspecify.annotations.NullMarked;
