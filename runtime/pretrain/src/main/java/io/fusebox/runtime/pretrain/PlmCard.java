package io.fusebox.runtime.pretrain;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A small PLM's model card. */
final class PlmCard {
  private PlmCard() {}

  static void write(
      Path folder, EmbeddedPlm kind, PretrainingPlan recipe, Map<String, Double> scores) {
    String card =
        TEXT.formatted(
            kind.folder(),
            kind.architecture(),
            recipe.steps(),
            recipe.batch(),
            recipe.rateInWords(),
            recipe.seed(),
            kind.size(),
            kind.answer(),
            table(scores));
    ModelCard.write(folder, card);
  }

  private static String table(Map<String, Double> scores) {
    return scores.entrySet().stream()
        .map(e -> "| %s | %s |".formatted(e.getKey(), ModelCard.share(e.getValue())))
        .collect(Collectors.joining("\n"));
  }

  private static final String TEXT =
      """
      # %s

      A small %s that has read about coloured shapes and answers questions about what it has read.
      It was trained on text alone and has never seen an image, nor anything that came of one.

      - **Made by** `fusebox pretrain`: %d updates of %d exercises, highest learning rate %s, seed %d.
      - **Size**: %s, stored as float16.
      - **Data**: exercises that Fusebox generates: a description of one to three things, a question,
        the answer. Descriptions come as sentences, as mixtures of word embeddings, or in made-up languages:
        random vectors for colours and shapes, forgotten and replaced after 600 updates, each with a
        prompt of 20 vectors that is trained along. So it has learnt to be steered by prompts.
      - **Answers** are words without a leading space (`%s`); questions are read as they are.
      - **Tokenizer**: byte-level BPE learnt from the same texts.

      Right answers to new exercises, to the token:

      | descriptions | right |
      |---|---|
      %s

      Limits: it knows the words of its world (16 colours, 12 shapes) and nothing else.
      """;
}
