package io.fusebox.plm.gpt2;

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
import io.fusebox.causal.CausalPlm;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.PlmCase;
import io.fusebox.toolkit.generation.GeneratedSequences;
import io.fusebox.toolkit.generation.Generator;
import io.fusebox.toolkit.generation.Losses;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of Gpt2 against the reference's. */
class Gpt2GoldenTest {
  @ParameterizedTest
  @ValueSource(strings = {"gpt2-tiny"})
  void givesTheReferencesStatesLogitsAndLoss(String name) {
    try (PlmCase golden = new PlmCase(name)) {
      CausalPlm plm = plm(golden);
      EncoderOutput read = plm.encode(text(plm, golden.in("input_ids")));
      golden.assertOutput("last_hidden", read.last());
      golden.assertOutput("logits", plm.logits(read));
      NDArray loss =
          Losses.crossEntropy(
              plm.logits(read).get(new NDIndex(":, :-1")),
              golden.in("labels").get(new NDIndex(":, 1:")));
      golden.assertOutput("loss", loss);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2-tiny"})
  void saysTheReferencesLogitsBehindAFirstTokenToo(String name) {
    try (PlmCase golden = new PlmCase(name)) {
      CausalPlm plm = plm(golden);
      NDArray ids = golden.in("input_ids");
      EncoderOutput first = plm.encode(text(plm, ids.get(new NDIndex(":, :1"))));
      golden.assertOutput("logits", plm.decode(first, ids).logits());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2-tiny"})
  void paddingOnTheLeftChangesNothing(String name) {
    try (PlmCase golden = new PlmCase(name)) {
      CausalPlm plm = plm(golden);
      NDArray mask = golden.in("leftpad_attention_mask");
      NDArray ids = golden.in("input_ids");
      Segment text = new Segment(Segment.TEXT, plm.embed(ids), mask);
      NDArray found = plm.logits(plm.encode(PlmInput.join(Segments.of(text))));
      NDArray expected = golden.out("leftpad.logits");
      long[] real = mask.toLongArray();
      for (int i = 0; i < real.length; i++) {
        NDIndex at = new NDIndex("{}, {}", i / 12, i % 12);
        if (real[i] == 1) { // what padding says means nothing
          Tensors.assertClose(expected.get(at), found.get(at), 1e-4, "at " + i);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2-tiny"})
  void generatesWhatTheReferenceGenerates(String name) {
    try (PlmCase golden = new PlmCase(name)) {
      CausalPlm plm = plm(golden);
      NDArray ids = golden.in("input_ids");
      EncoderOutput read = plm.encode(text(plm, ids));
      GenerationConfig how = GenerationConfig.greedy(13).withEosTokens(List.of(99L));
      assertGenerated(golden, "gen_greedy", ids, Generator.generate(plm, read, how));
      GenerationConfig beams = how.withMaxLength(9).withBeams(4);
      assertGenerated(golden, "gen_beam4", ids, Generator.generate(plm, read, beams));
    }
  }

  /** The reference repeats the text in front of what is said. */
  private static void assertGenerated(
      PlmCase golden, String name, NDArray ids, GeneratedSequences found) {
    NDArray said = golden.manager.create(found.sequences()).get(new NDIndex(":, 1:"));
    NDArray all = NDArrays.concat(new NDList(ids, said), 1);
    assertArrayEquals(
        golden.out(name).toLongArray(),
        all.toLongArray(),
        () -> Arrays.toString(all.toLongArray()));
  }

  private static PlmInput text(CausalPlm plm, NDArray ids) {
    return PlmInput.join(Segments.of(Segment.unpadded(Segment.TEXT, plm.embed(ids))));
  }

  private static CausalPlm plm(PlmCase golden) {
    return Gpt2.load(
        golden.checkpoint("model.safetensors"),
        golden.manager,
        () -> {
          throw new UnsupportedOperationException("the case has no tokenizer");
        });
  }
}
