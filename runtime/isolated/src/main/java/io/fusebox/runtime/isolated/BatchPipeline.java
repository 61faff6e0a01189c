package io.fusebox.runtime.isolated;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An open pipeline. It may be asked from several threads; it owns native memory until it is closed.
 * A row that cannot be used has an error, and the others go on; a broken plug-in or model throws.
 */
public interface BatchPipeline extends AutoCloseable {

  /**
   * A question.
   *
   * @param files the files of each input by its name; an input that is missing is left out
   * @param text empty where there is none
   */
  record Query(Map<String, List<Path>> files, String text) {}

  /**
   * An answer, or why there is none.
   *
   * @param probability from 0 to 1
   */
  record Answered(@Nullable String text, double probability, @Nullable String error) {}

  /**
   * The features of one file, or why there are none.
   *
   * @param encoder a digest of all that decides what the encoder computes
   * @param input a digest of the file's bytes
   * @param rows m
   * @param numbers {@code [m, d]}, row by row
   */
  record Features(
      String encoder, String input, int rows, float[] numbers, @Nullable String error) {}

  /**
   * An answer with what people answered.
   *
   * @param text the question's; empty where there is none
   * @param truth one answer, or the ten of the VQA data sets
   * @param answerType what it is counted as; empty where the data do not say
   */
  record Truth(String id, String text, List<String> truth, String answerType, String answer) {}

  /** The answers to questions, in their order. */
  List<Answered> answers(List<Query> queries);

  /** The features of one input's files, in their order. */
  List<Features> features(String input, List<Path> files);

  /** The task's scores by their names, in the order in which to show them. */
  Map<String, Double> scores(List<Truth> answers);

  @Override
  void close();
}
