package io.fusebox.runtime.experiments;

import io.fusebox.api.task.Scores;
import java.util.List;

/**
 * The result of a run.
 *
 * @param losses the loss of every update; empty where nothing was trained
 * @param answers one for each test question
 */
public record RunOutcome(List<Float> losses, List<String> answers, Scores scores) {}
