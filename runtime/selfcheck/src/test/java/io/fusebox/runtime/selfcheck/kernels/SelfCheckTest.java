package io.fusebox.runtime.selfcheck.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import io.fusebox.runtime.selfcheck.kernels.KernelFinding.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SelfCheckTest {
  private static final JavaConvolution SHAPE = JavaConvolution.over(19, 24, 24, 3, 2);

  private static List<KernelFinding> ask(SelfCheck check) {
    List<KernelFinding> findings = new ArrayList<>();
    check.run(name -> {}, findings::add);
    return findings;
  }

  /** A convolution of 24 channels whose library changes what it reads. */
  private static KernelFinding convolved(Function<NDList, NDArray> library) {
    Kernel kernel =
        new Kernel(
            "conv1d, 24 channels",
            List.of(SHAPE.input(), SHAPE.weight(), SHAPE.bias()),
            library,
            x -> SHAPE.apply(x[0], x[1], x[2]));
    return ask(new SelfCheck(List.of(kernel), ForcedFault.NONE)).get(0);
  }

  private static KernelFinding convolvedAfter(UnaryOperator<NDArray> change) {
    return convolved(
        x ->
            Conv1d.conv1d(change.apply(x.get(0)), x.get(1), x.get(2), new Shape(2))
                .singletonOrThrow());
  }

  @Test
  void aKernelThatAgreesWithPlainJavaIsRight() {
    // Double precision goes another way through the library than what a processor may have wrong.
    KernelFinding found =
        convolved(
            x -> {
              NDArray[] wide =
                  x.stream()
                      .map(each -> each.toType(DataType.FLOAT64, false))
                      .toArray(NDArray[]::new);
              return Conv1d.conv1d(wide[0], wide[1], wide[2], new Shape(2))
                  .singletonOrThrow()
                  .toType(DataType.FLOAT32, false);
            });
    assertEquals(new KernelFinding("conv1d, 24 channels", Status.RIGHT, ""), found);
  }

  @Test
  void oneWrongNumberIsSeenAndToldWithTheRightOne() {
    KernelFinding found = convolved(x -> x.get(0).getManager().zeros(new Shape(2, 24, 9)));
    assertEquals(Status.WRONG, found.status());
    assertTrue(
        found.detail().startsWith("432 of 432 numbers, the first is 0.0 and not"), found::detail);
  }

  @Test
  void aNumberThatIsNoneIsWrong() {
    float[] found = {1, Float.NaN};
    assertEquals(
        "1 of 2 numbers, the first is NaN and not 2.0",
        KernelFinding.of("sum", found, new double[] {1, 2}).detail());
    assertEquals(
        Status.WRONG,
        KernelFinding.of("sum", new float[] {Float.POSITIVE_INFINITY}, new double[] {3}).status());
  }

  @Test
  void tooFewNumbersAreWrong() {
    assertEquals("1 numbers, not 2", KernelFinding.of("sum", new float[1], new double[2]).detail());
  }

  @Test
  void aKernelThatComputesWithFewerBitsIsWrong() {
    KernelFinding found =
        convolvedAfter(x -> x.toType(DataType.FLOAT16, false).toType(DataType.FLOAT32, false));
    assertEquals(Status.WRONG, found.status());
  }

  @Test
  void aKernelThatFailsAloudIsNotCalledWrong() {
    KernelFinding found =
        convolved(
            x -> {
              throw new IllegalStateException("no memory");
            });
    assertEquals(new KernelFinding("conv1d, 24 channels", Status.FAILED, "no memory"), found);
  }

  @Test
  void aForcedFaultIsCaughtByNameAndNoOther() {
    List<String> names =
        List.of(
            "conv1d, 24 to 24 channels, kernel 3, stride 2",
            "conv1d, 16 to 16 channels, kernel 3, stride 2",
            "gradient of layer norm, 3 x 24");
    ForcedFault fault =
        (kernel, result) -> {
          result[0] += kernel.startsWith("conv1d, 24 ") ? 1 : 0;
          return result;
        };
    List<KernelFinding> wrong = KernelFinding.wrong(ask(SelfCheck.standard(fault).only(names)));
    assertTrue(
        wrong.stream().map(KernelFinding::kernel).anyMatch(names.get(0)::equals), wrong::toString);
    assertTrue(wrong.stream().noneMatch(f -> f.kernel().startsWith("gradient")), wrong::toString);
  }

  @Test
  void everyKernelThatFuseboxUsesIsOnTheListOnce() {
    List<String> names = SelfCheck.standard(ForcedFault.NONE).names();
    assertEquals(names.size(), new HashSet<>(names).size());
    for (String kernel :
        List.of(
            "linear, 8 x 768 to 50265",
            "attention scores",
            "attention values",
            "conv1d, 24 to 24 channels",
            "conv1d, 768 channels, groups: 16",
            "image patches",
            "video tubelets",
            "layer norm",
            "RMS norm",
            "group norm",
            "softmax",
            "masked softmax",
            "log-softmax",
            "cross-entropy",
            "argmax",
            "embedding",
            "gelu",
            "tanh",
            "silu",
            "gradient of linear",
            "gradient of softmax",
            "gradient of layer norm",
            "gradient of conv1d")) {
      assertTrue(names.stream().anyMatch(name -> name.startsWith(kernel)), kernel);
    }
  }
}
