package io.fusebox.runtime.engine.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.Segment;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.toolkit.files.InputReader;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The features of a thawed encoder: recomputed each time, by what it has learnt so far, and never
 * kept; gradients flow through them.
 */
public final class ThawedFeatures {
  private ThawedFeatures() {}

  /**
   * The features of a few examples.
   *
   * @param manager owns everything that is made
   * @param files those of each example; their features stand one after another
   * @param blanks whether blanks of the same shapes stand in for the inputs
   * @return {@code [b, max m, d]} with a mask
   */
  public static Segment of(
      NDManager manager, ModalityInput modalityInput, List<List<Path>> files, boolean blanks) {
    NDList decoded = new NDList();
    for (List<Path> each : files) {
      for (Path input : each) {
        NDArray array = EncoderCalls.decode(modalityInput, manager, input);
        decoded.add(blanks ? EncoderCalls.blank(modalityInput, array) : array);
      }
    }
    return joined(modalityInput.name(), examples(encoded(modalityInput, decoded), files));
  }

  /** The features of files as those of examples. */
  private static List<NDArray> examples(List<NDArray> features, List<List<Path>> files) {
    if (files.stream().allMatch(each -> each.size() == 1)) {
      return features;
    }
    Iterator<NDArray> next = features.stream().flatMap(ThawedFeatures::rows).iterator();
    return files.stream()
        .map(each -> new NDList(each.stream().map(file -> next.next()).toList()))
        .map(each -> NDArrays.concat(each, 1))
        .toList();
  }

  /** {@code [n, m, d] -> n x [1, m, d]}. */
  private static Stream<NDArray> rows(NDArray features) {
    return LongStream.range(0, features.getShape().get(0))
        .mapToObj(i -> features.get(new NDIndex("{}:{}", i, i + 1)));
  }

  /** Inputs of one shape run together; of several, each by itself: padding would change them. */
  private static List<NDArray> encoded(ModalityInput modalityInput, NDList inputs) {
    if (inputs.stream().map(NDArray::getShape).distinct().count() == 1) {
      return List.of(FeatureChecks.of(modalityInput, NDArrays.stack(inputs)));
    }
    return inputs.stream()
        .map(input -> FeatureChecks.of(modalityInput, input.expandDims(0)))
        .toList();
  }

  private static Segment joined(String name, List<NDArray> each) {
    if (each.size() == 1) {
      return Segment.unpadded(name, each.get(0));
    }
    long longest = each.stream().mapToLong(f -> f.getShape().get(1)).max().orElseThrow();
    NDList rows = new NDList();
    NDList masks = new NDList();
    for (NDArray features : each) {
      rows.add(padded(features, longest));
      NDArray ones = Segment.unpadded(name, features).mask();
      masks.add(padded(ones, longest));
    }
    return new Segment(name, NDArrays.concat(rows, 0), NDArrays.concat(masks, 0));
  }

  /** Zeros behind the second axis: {@code [1, m, ...] -> [1, longest, ...]}. */
  private static NDArray padded(NDArray x, long longest) {
    long[] shape = x.getShape().getShape().clone();
    shape[1] = longest - shape[1];
    return shape[1] == 0 ? x : x.concat(x.getManager().zeros(new Shape(shape), x.getDataType()), 1);
  }

  /** How many numbers an encoder reads of one of these inputs: of the largest file. */
  public static long numbers(NDManager manager, ModalityInput modalityInput, List<Path> inputs) {
    Path largest = inputs.stream().max(Comparator.comparingLong(InputReader::size)).orElseThrow();
    return EncoderCalls.decode(modalityInput, manager, largest).size();
  }
}
