/**
 * The tasks that come with Fusebox: open-ended answers, or one of a few labels. Learn first: {@link
 * io.fusebox.runtime.tasks.Tasks}.
 */
@NullMarked
package io.fusebox.runtime.tasks;

import org.jspecify.annotations.NullMarked;
