package io.fusebox.runtime.selfcheck.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.fusebox.toolkit.tensor.Autograd;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Asks every kernel of a list, one after another. */
public final class SelfCheck {
  /** Raise it when other kernels are asked, or in another way: what was found before is stale. */
  public static final int VERSION = 2;

  private final List<Kernel> kernels;
  private final ForcedFault fault;

  SelfCheck(List<Kernel> kernels, ForcedFault fault) {
    this.kernels = List.copyOf(kernels);
    this.fault = fault;
  }

  /** The kernels that Fusebox uses, at sizes whose ends fill no block of the library's. */
  public static SelfCheck standard(ForcedFault fault) {
    Stream<Kernel> forward =
        Stream.of(
                LinearKernels.all(),
                ConvolutionKernels.all(),
                NormKernels.all(),
                SoftmaxKernels.all(),
                AttentionKernels.all(),
                ElementKernels.all())
            .flatMap(all -> all);
    Stream<Kernel> trained =
        Stream.of(
                LinearKernels.trained(),
                ConvolutionKernels.trained(),
                NormKernels.trained(),
                SoftmaxKernels.trained(),
                AttentionKernels.trained(),
                ElementKernels.trained())
            .flatMap(all -> all);
    return new SelfCheck(Stream.concat(forward, trained.map(GradientKernel::of)).toList(), fault);
  }

  /**
   * Asks every kernel.
   *
   * @param before is given each name before its kernel is asked: who dies of one is known
   * @param after is given what was found
   */
  public void run(Consumer<String> before, Consumer<KernelFinding> after) {
    for (Kernel kernel : kernels) {
      before.accept(kernel.name());
      after.accept(ask(kernel));
    }
  }

  /** The kernels that are asked, in order. */
  public List<String> names() {
    return kernels.stream().map(Kernel::name).toList();
  }

  /** A check of the kernels of these names alone. */
  public SelfCheck only(List<String> names) {
    return new SelfCheck(kernels.stream().filter(k -> names.contains(k.name())).toList(), fault);
  }

  private KernelFinding ask(Kernel kernel) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDList inputs = new NDList();
      kernel.inputs().forEach(each -> inputs.add(each.on(manager)));
      NDArray result = Autograd.without(() -> kernel.library().apply(inputs));
      float[] found = fault.on(kernel.name(), result.toFloatArray());
      return KernelFinding.of(kernel.name(), found, kernel.expected());
    } catch (RuntimeException | OutOfMemoryError e) {
      // A kernel that fails aloud is not silently wrong: anyone who needs it gets an error.
      return KernelFinding.failed(kernel.name(), String.valueOf(e.getMessage()));
    }
  }
}
