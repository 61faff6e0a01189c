package io.fusebox.api.task;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.EncoderOutput;
import java.util.List;
import java.util.function.Consumer;

/**
 * A task on one PLM: how questions are put, what training teaches, and how answers are read from
 * the decoder. Stateless: any number of threads may call it.
 */
public interface Task {
  /** The text that the PLM reads of a question that has one; not empty. */
  default String text(Question question) {
    return question.text();
  }

  /**
   * Refuses examples that cannot be taught or scored.
   *
   * @throws io.fusebox.api.FuseboxException naming the first such example
   */
  default void requireKnownAnswers(List<Example> examples) {}

  /**
   * The labels of the examples, in the task's own numbers: {@code [b, t]} int64, -100 where there
   * is nothing to learn; owned by {@code manager}. The toolkit's {@code Labels.of} gives those of
   * whole answers.
   */
  NDArray labels(NDManager manager, List<Example> examples);

  /**
   * The mean cross-entropy over the labels that count. Called under autograd. The toolkit's {@code
   * Losses.ofAnswers} gives that of whole answers.
   *
   * @param labels what {@link #labels} gave; their manager owns the result
   * @return a scalar
   */
  NDArray loss(EncoderOutput encoded, NDArray labels);

  /**
   * Answers questions.
   *
   * @param questions one for each example that was encoded
   * @param encoded what the PLM's encoder made of them, {@code [b, s, d]}; the manager of its mask
   *     owns whatever tensors this needs, and is closed afterwards
   * @return an answer for each question, in their order
   */
  List<Answer> answer(List<Question> questions, EncoderOutput encoded);

  /**
   * Answers one question, and gives its text piece by piece while it is generated. The pieces,
   * joined, are what the answer's text begins with. A task that knows no text before the whole
   * answer, since it chooses among labels or compares whole sequences, gives none.
   *
   * @param encoded of this question alone, {@code [1, s, d]}
   * @param pieces takes each piece, none of them empty; throws when nobody waits for the answer any
   *     more, and a task lets that pass
   */
  default Answer answer(Question question, EncoderOutput encoded, Consumer<String> pieces) {
    return answer(List.of(question), encoded).get(0);
  }

  /**
   * The subject of an explanation of the answer to one question.
   *
   * @param encoded of this question alone, {@code [1, s, d]}
   */
  default ExplainedToken explainedToken(Question question, EncoderOutput encoded) {
    return explainedToken(answer(List.of(question), encoded).get(0).text());
  }

  /**
   * The same for an answer of one's own choice; for most tasks that of the toolkit's {@code
   * AnswerPrefix.focus}.
   *
   * @throws io.fusebox.api.FuseboxException when the task cannot give this answer
   */
  ExplainedToken explainedToken(String answer);

  /**
   * The explained part of an answer: the probability of one of its tokens, usually the first.
   *
   * @param answer the whole answer
   * @param word the token as text
   * @param read what the decoder has read before it, start token included
   * @param token the token's id
   * @param among the tokens that share all probability, {@code token} one of them; none = all
   *     tokens
   */
  record ExplainedToken(String answer, String word, long[] read, long token, long[] among) {
    public ExplainedToken {
      require(read.length > 0, "there is nothing before the token to explain");
      read = read.clone();
      among = among.clone();
    }
  }
}
