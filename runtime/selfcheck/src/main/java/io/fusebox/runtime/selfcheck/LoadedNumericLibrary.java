package io.fusebox.runtime.selfcheck;

import io.fusebox.runtime.selfcheck.kernels.KernelFinding;
import io.fusebox.runtime.selfcheck.kernels.SelfCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The library of this process. */
final class LoadedNumericLibrary implements NumericLibrary {
  private final CheckProcess process = new CheckProcess();
  private final NativeEnvironment environment = new NativeEnvironment();

  @Override
  public Optional<List<KernelFinding>> askElsewhere(InstructionSetLimit limit) {
    return process.ask(limit);
  }

  @Override
  public List<KernelFinding> askHere() {
    return run(standard());
  }

  @Override
  public List<KernelFinding> askHere(List<String> kernels) {
    return run(standard().only(kernels));
  }

  /** Made when it is needed: all its numbers take longer than the rest of a start. */
  private SelfCheck standard() {
    return SelfCheck.standard(new PropertyFault(environment));
  }

  private static List<KernelFinding> run(SelfCheck check) {
    List<KernelFinding> findings = new ArrayList<>();
    check.run(name -> {}, findings::add);
    return findings;
  }

  @Override
  public void limit(InstructionSetLimit limit) {
    environment.set(limit.variables());
  }
}
