package io.fusebox.runtime.selfcheck;

import io.fusebox.runtime.selfcheck.kernels.KernelFinding;
import io.fusebox.runtime.selfcheck.kernels.KernelFinding.Status;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A library on a processor on which its convolution of 24 channels is wrong. */
final class FakeLibrary implements NumericLibrary {
  static final String WRONG = "conv1d, 24 channels";

  private final Set<InstructionSetLimit> fixing;
  private final boolean hasProcesses;
  private final boolean canBeLimited;

  /** What was asked, in order. */
  final List<String> asked = new ArrayList<>();

  private InstructionSetLimit limit = InstructionSetLimit.NONE;

  private FakeLibrary(Set<InstructionSetLimit> fixing, boolean hasProcesses, boolean canBeLimited) {
    this.fixing = fixing;
    this.hasProcesses = hasProcesses;
    this.canBeLimited = canBeLimited;
  }

  /** Right as it comes. */
  static FakeLibrary right() {
    return new FakeLibrary(EnumSet.allOf(InstructionSetLimit.class), true, true);
  }

  /** Wrong until it is limited so. */
  static FakeLibrary fixedBy(InstructionSetLimit... limits) {
    return new FakeLibrary(Set.of(limits), true, true);
  }

  /** This, in a process that had computed before. */
  FakeLibrary thatHasChosen() {
    return new FakeLibrary(fixing, hasProcesses, false);
  }

  /** This, where no process can be started. */
  FakeLibrary withoutProcesses() {
    return new FakeLibrary(fixing, false, canBeLimited);
  }

  @Override
  public Optional<List<KernelFinding>> askElsewhere(InstructionSetLimit under) {
    asked.add("elsewhere " + under);
    return hasProcesses ? Optional.of(findings(under)) : Optional.empty();
  }

  @Override
  public List<KernelFinding> askHere() {
    asked.add("here");
    return findings(limit);
  }

  @Override
  public List<KernelFinding> askHere(List<String> kernels) {
    asked.add("here " + kernels);
    return findings(limit).stream().filter(f -> kernels.contains(f.kernel())).toList();
  }

  @Override
  public void limit(InstructionSetLimit to) {
    limit = canBeLimited ? to : limit;
  }

  InstructionSetLimit limit() {
    return limit;
  }

  private List<KernelFinding> findings(InstructionSetLimit under) {
    return List.of(
        new KernelFinding("linear", Status.RIGHT, ""),
        fixing.contains(under)
            ? new KernelFinding(WRONG, Status.RIGHT, "")
            : new KernelFinding(
                WRONG, Status.WRONG, "1 of 9 numbers, the first is NaN and not 2.0"));
  }
}
