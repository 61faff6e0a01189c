package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.generation.Generator;
import io.fusebox.toolkit.generation.Losses;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The numbers of a decoder-only PLM against the reference's, in cases that have no tokenizer. */
public interface CausalGoldenContract {
  /** The largest difference to the reference. */
  double CLOSE = 1e-4;

  /** The reference cases. */
  List<String> cases();

  /** The tokens that end an answer in these cases. */
  List<Long> endTokens();

  /** The PLM of a case, owned by the case's manager. */
  Plm load(PlmCase golden);

  /** The logits {@code [b, s, v]} at all positions that {@code read} holds. */
  NDArray logits(Plm plm, EncoderOutput read);

  @TestFactory
  default Stream<DynamicTest> givesTheReferencesStatesLogitsAndLoss() {
    return each(
        golden -> {
          Plm plm = load(golden);
          EncoderOutput read = read(plm, golden.in("input_ids"));
          golden.assertOutput("last_hidden", read.last());
          NDArray logits = logits(plm, read);
          golden.assertOutput("logits", logits);
          NDArray labels = golden.in("labels").get(new NDIndex(":, 1:"));
          golden.assertOutput(
              "loss", Losses.crossEntropy(logits.get(new NDIndex(":, :-1")), labels));
        });
  }

  @TestFactory
  default Stream<DynamicTest> givesTheReferencesLogitsAfterAFirstTokenToo() {
    return each(
        golden -> {
          Plm plm = load(golden);
          NDArray ids = golden.in("input_ids");
          EncoderOutput first = read(plm, ids.get(new NDIndex(":, :1")));
          golden.assertOutput("logits", plm.decode(first, ids).logits());
        });
  }

  /** Logits at padding mean nothing and are not compared. */
  @TestFactory
  default Stream<DynamicTest> paddingOnTheLeftChangesNothing() {
    return each(
        golden -> {
          Plm plm = load(golden);
          NDArray mask = golden.in("leftpad_attention_mask");
          Segment text = new Segment(Segment.TEXT, plm.embed(golden.in("input_ids")), mask);
          NDArray found = logits(plm, plm.encode(PlmInput.join(Segments.of(text))));
          NDArray expected = golden.out("leftpad.logits");
          long[] real = mask.toLongArray();
          long length = mask.getShape().get(1);
          for (int i = 0; i < real.length; i++) {
            if (real[i] == 1) {
              NDIndex at = new NDIndex("{}, {}", i / length, i % length);
              Tensors.assertClose(expected.get(at), found.get(at), CLOSE, "at " + i);
            }
          }
        });
  }

  @TestFactory
  default Stream<DynamicTest> generatesWhatTheReferenceGenerates() {
    return each(
        golden -> {
          GenerationConfig greedy = GenerationConfig.greedy(13).withEosTokens(endTokens());
          assertGenerated(golden, "gen_greedy", greedy);
          assertGenerated(golden, "gen_beam4", greedy.withMaxLength(9).withBeams(4));
        });
  }

  /** The reference repeats the text before what it generates. */
  private void assertGenerated(PlmCase golden, String name, GenerationConfig config) {
    Plm plm = load(golden);
    NDArray ids = golden.in("input_ids");
    long[][] found = Generator.generate(plm, read(plm, ids), config).sequences();
    NDArray said = golden.manager.create(found).get(new NDIndex(":, 1:"));
    long[] all = NDArrays.concat(new NDList(ids, said), 1).toLongArray();
    assertArrayEquals(golden.out(name).toLongArray(), all, () -> Arrays.toString(all));
  }

  private static EncoderOutput read(Plm plm, NDArray ids) {
    Segment text = Segment.unpadded(Segment.TEXT, plm.embed(ids));
    return plm.encode(PlmInput.join(Segments.of(text)));
  }

  private Stream<DynamicTest> each(Consumer<PlmCase> test) {
    return cases().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      try (PlmCase golden = new PlmCase(name)) {
                        test.accept(golden);
                      }
                    }));
  }
}
