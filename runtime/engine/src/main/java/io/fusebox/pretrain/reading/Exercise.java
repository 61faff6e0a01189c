package io.fusebox.pretrain.reading;

import java.util.List;

/**
 * One exercise: {@code [glossary | description | question] -> answer}.
 *
 * @param glossary may be empty
 * @param question token ids, special ones included
 * @param answer token ids, special ones included
 */
public record Exercise(List<Slot> glossary, List<Slot> description, long[] question, long[] answer) {}
