/**
 * The API of OpenAI's clients; a pipeline is a model. Learn first: {@link
 * io.fusebox.runtime.server.openai.OpenAiRoutes}.
 */
@NullMarked
package io.fusebox.runtime.server.openai;

import org.jspecify.annotations.NullMarked;
