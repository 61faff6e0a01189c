/**
 * Questions that come over HTTP: read, let in, answered. Learn first: {@link
 * io.fusebox.runtime.server.questions.Questions}.
 */
@NullMarked
package io.fusebox.runtime.server.questions;

import org.jspecify.annotations.NullMarked;
