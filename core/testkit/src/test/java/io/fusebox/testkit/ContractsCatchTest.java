package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.fixtures.Tensors;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The contracts find what they are there to find. */
class ContractsCatchTest {
  @Test
  void encoderThatKeepsTensorsOfEachCall() {
    EncoderContract leaky =
        encoder(
            (owner, pixels) -> {
              owner.ones(new Shape(1));
              return new MeanColour().encode(pixels);
            });
    assertThrows(AssertionError.class, leaky::leavesNothingOnItsOwnManager);
  }

  @Test
  void encoderThatPutsFeaturesOnItsOwnManager() {
    EncoderContract hoarding =
        encoder((owner, pixels) -> owner.zeros(new Shape(1, 1, 3)).add(pixels.mean()));
    assertThrows(AssertionError.class, hoarding::inputsManagerOwnsTheFeatures);
  }

  @Test
  void encoderThatMixesExamples() {
    EncoderContract mixing =
        encoder(
            (owner, pixels) -> {
              NDArray colours = new MeanColour().encode(pixels);
              return colours.sub(colours.mean());
            });
    assertThrows(AssertionError.class, mixing::batchOfTwoEqualsTwoSingles);
  }

  @Test
  void strategyThatWritesIntoItsInput() {
    StrategyContract writing =
        strategy(
            in -> {
              in.text().list().get(0).embeddings().addi(1);
              return PlmInput.join(in.prompt("prompt"), in.text());
            });
    assertThrows(AssertionError.class, writing::leavesItsInputsAsTheyWere);
  }

  @Test
  void strategyThatMultipliesAWeightAway() {
    StrategyContract idle =
        strategy(
            in -> {
              NDArray prompt = in.weight("prompt").expandDims(0);
              Segment nothing = Segment.unpadded(Segment.PROMPT, prompt.mul(prompt.zerosLike()));
              return PlmInput.join(Segments.of(nothing), in.text());
            });
    assertThrows(AssertionError.class, idle::gradientReachesEveryWeightAndNothingElse);
  }

  @Test
  void strategyThatHidesTheText() {
    StrategyContract deaf = strategy(in -> PlmInput.join(in.prompt("prompt"), in.features()));
    assertThrows(AssertionError.class, deaf::showsTheTextToThePlm);
  }

  private static EncoderContract encoder(BiFunction<NDManager, NDArray, NDArray> encode) {
    return new EncoderContract() {
      @Override
      public ModalityEncoder encoder(NDManager owner) {
        return new Made(pixels -> encode.apply(owner, pixels));
      }

      @Override
      public NDArray input(NDManager manager, long seed) {
        return Tensors.normal(manager, new Shape(3, 4, 4), seed);
      }
    };
  }

  private record Made(UnaryOperator<NDArray> work) implements ModalityEncoder {
    @Override
    public Modality modality() {
      return Modality.IMAGE;
    }

    @Override
    public long featureSize() {
      return 3;
    }

    @Override
    public NDArray encode(NDArray input) {
      return work.apply(input);
    }
  }

  private static StrategyContract strategy(Function<FusionInput, PlmInput> fuse) {
    return () ->
        new FusionStrategy() {
          @Override
          public List<WeightSpec> weights(FusionSpec spec) {
            return List.of(WeightSpec.fromVocabulary("prompt", 2));
          }

          @Override
          public PlmInput fuse(FusionInput in) {
            return fuse.apply(in);
          }
        };
  }
}
