/**
 * What a pipeline is asked for, how it is asked and what it answers. Learn first: {@link
 * io.fusebox.api.task.Question}, {@link io.fusebox.api.task.Answer}; to write a task, {@link
 * io.fusebox.api.task.TaskType}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.api.task;

import org.jspecify.annotations.NullMarked;
