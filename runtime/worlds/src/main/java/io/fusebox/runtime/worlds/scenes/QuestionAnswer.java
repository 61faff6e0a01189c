package io.fusebox.runtime.worlds.scenes;

/** A question about a scene and its one true answer. */
public record QuestionAnswer(String question, String answer) {}
