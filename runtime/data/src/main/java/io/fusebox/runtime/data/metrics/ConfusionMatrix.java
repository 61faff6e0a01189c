package io.fusebox.runtime.data.metrics;

import static io.fusebox.api.settings.Settings.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well classes were distinguished, as scikit-learn counts it; where it would divide by zero (a
 * class that is never predicted, or never true), the score is 0.
 *
 * @param labels the classes in order
 * @param confusion how often class i was taken for class j: {@code [true][predicted]}
 */
public record ConfusionMatrix(List<String> labels, long[][] confusion) {

  /**
   * Precision, recall and their harmonic mean, from 0 to 1.
   *
   * @param support how many examples are truly of the class, or of the classes averaged
   */
  public record LabelScore(double precision, double recall, double f1, long support) {}

  /**
   * Counts.
   *
   * @param labels every class, once
   * @param truth the classes of the examples
   * @param predicted what was predicted for them, in the same order
   * @throws io.fusebox.api.FuseboxException when there are no examples, not as many predictions, a
   *     class twice, or one that {@code labels} does not name
   */
  public static ConfusionMatrix of(
      List<String> labels, List<String> truth, List<String> predicted) {
    require(new HashSet<>(labels).size() == labels.size(), "a class is named twice in " + labels);
    require(
        !truth.isEmpty() && truth.size() == predicted.size(),
        "each example needs its true and its predicted class, found %d and %d"
            .formatted(truth.size(), predicted.size()));
    long[][] confusion = new long[labels.size()][labels.size()];
    for (int i = 0; i < truth.size(); i++) {
      confusion[index(labels, truth.get(i))][index(labels, predicted.get(i))]++;
    }
    return new ConfusionMatrix(List.copyOf(labels), confusion);
  }

  private static int index(List<String> labels, String label) {
    int index = labels.indexOf(label);
    require(index >= 0, "'%s' is not one of the classes %s".formatted(label, labels));
    return index;
  }

  /** The share of examples whose class was predicted. */
  public double accuracy() {
    return share(right(), total());
  }

  /** One class against all others, in the order of {@link #labels}. */
  public List<LabelScore> perClass() {
    List<LabelScore> scores = new ArrayList<>();
    for (int i = 0; i < confusion.length; i++) {
      scores.add(score(confusion[i][i], predicted(i), truly(i)));
    }
    return scores;
  }

  /** The mean over the classes, each as much as it has examples. */
  public LabelScore weighted() {
    return mean(LabelScore::support);
  }

  /** The mean over the classes, each as much as any other. */
  public LabelScore macro() {
    return mean(score -> 1);
  }

  /** All classes' counts together. */
  public LabelScore micro() {
    return score(right(), total(), total());
  }

  /** The score of predicting {@code label} every time. */
  public ConfusionMatrix always(String label) {
    int column = index(labels, label);
    long[][] all = new long[labels.size()][labels.size()];
    for (int i = 0; i < all.length; i++) {
      all[i][column] = truly(i);
    }
    return new ConfusionMatrix(labels, all);
  }

  /** The class of most examples; the first of these. */
  public String majority() {
    int most = 0;
    for (int i = 1; i < confusion.length; i++) {
      most = truly(i) > truly(most) ? i : most;
    }
    return labels.get(most);
  }

  private LabelScore mean(ToDoubleFunction<LabelScore> weight) {
    List<LabelScore> scores = perClass();
    double all = scores.stream().mapToDouble(weight).sum();
    ToDoubleFunction<ToDoubleFunction<LabelScore>> mean =
        part ->
            scores.stream().mapToDouble(s -> weight.applyAsDouble(s) * part.applyAsDouble(s)).sum()
                / all;
    return new LabelScore(
        mean.applyAsDouble(LabelScore::precision),
        mean.applyAsDouble(LabelScore::recall),
        mean.applyAsDouble(LabelScore::f1),
        total());
  }

  private static LabelScore score(long right, long predicted, long truly) {
    double precision = share(right, predicted);
    double recall = share(right, truly);
    double sum = precision + recall;
    return new LabelScore(precision, recall, sum == 0 ? 0 : 2 * precision * recall / sum, truly);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private long right() {
    return IntStream.range(0, confusion.length).mapToLong(i -> confusion[i][i]).sum();
  }

  private long total() {
    return Arrays.stream(confusion).flatMapToLong(Arrays::stream).sum();
  }

  private long truly(int label) {
    return Arrays.stream(confusion[label]).sum();
  }

  private long predicted(int label) {
    return Arrays.stream(confusion).mapToLong(row -> row[label]).sum();
  }
}
