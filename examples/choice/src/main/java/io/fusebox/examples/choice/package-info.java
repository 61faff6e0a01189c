/**
 * A task and a data format as a plug-in. Learn first: {@link io.fusebox.examples.choice.Choice}.
 */
@NullMarked
package io.fusebox.examples.choice;

import org.jspecify.annotations.NullMarked;
