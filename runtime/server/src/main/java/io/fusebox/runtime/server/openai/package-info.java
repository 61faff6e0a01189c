/**
 * What clients of OpenAI speak; a pipeline is a model. Learn first: {@link
 * io.fusebox.runtime.server.openai.OpenAiRoutes}.
 */
package io.fusebox.runtime.server.openai;
