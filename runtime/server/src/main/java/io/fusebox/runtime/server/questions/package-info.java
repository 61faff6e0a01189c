/**
 * Questions that come over HTTP: read, let in, answered. Learn first: {@link
 * io.fusebox.runtime.server.questions.Questions}.
 */
package io.fusebox.runtime.server.questions;
