package io.fusebox.runtime.live;

import io.fusebox.api.task.Question;

/**
 * A question with its files.
 *
 * @param files for whoever uses them when the question has been answered
 */
record Asked(Question question, QuestionFiles files) {}
