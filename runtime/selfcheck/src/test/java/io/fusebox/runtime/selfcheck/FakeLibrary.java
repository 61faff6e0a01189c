package io.fusebox.runtime.selfcheck;

import io.fusebox.runtime.selfcheck.kernels.Finding;
import io.fusebox.runtime.selfcheck.kernels.Finding.Status;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A library on a processor on which its convolution of 24 channels is wrong. */
final class FakeLibrary implements Library {
  static final String WRONG = "conv1d, 24 channels";

  private final Set<Limit> mends;
  private final boolean hasProcesses;
  private final boolean canBeLimited;

  /** What was asked, in order. */
  final List<String> asked = new ArrayList<>();

  private Limit limit = Limit.NONE;

  private FakeLibrary(Set<Limit> mends, boolean hasProcesses, boolean canBeLimited) {
    this.mends = mends;
    this.hasProcesses = hasProcesses;
    this.canBeLimited = canBeLimited;
  }

  /** Right as it comes. */
  static FakeLibrary right() {
    return new FakeLibrary(EnumSet.allOf(Limit.class), true, true);
  }

  /** Wrong until it is limited so. */
  static FakeLibrary mendedBy(Limit... limits) {
    return new FakeLibrary(Set.of(limits), true, true);
  }

  /** This, in a process that had computed before. */
  FakeLibrary thatHasChosen() {
    return new FakeLibrary(mends, hasProcesses, false);
  }

  /** This, where no process can be started. */
  FakeLibrary withoutProcesses() {
    return new FakeLibrary(mends, false, canBeLimited);
  }

  @Override
  public Optional<List<Finding>> askElsewhere(Limit under) {
    asked.add("elsewhere " + under);
    return hasProcesses ? Optional.of(findings(under)) : Optional.empty();
  }

  @Override
  public List<Finding> askHere() {
    asked.add("here");
    return findings(limit);
  }

  @Override
  public List<Finding> askHere(List<String> kernels) {
    asked.add("here " + kernels);
    return findings(limit).stream().filter(f -> kernels.contains(f.kernel())).toList();
  }

  @Override
  public void limit(Limit to) {
    limit = canBeLimited ? to : limit;
  }

  Limit limit() {
    return limit;
  }

  private List<Finding> findings(Limit under) {
    return List.of(
        new Finding("linear", Status.RIGHT, ""),
        mends.contains(under)
            ? new Finding(WRONG, Status.RIGHT, "")
            : new Finding(WRONG, Status.WRONG, "1 of 9 numbers, the first is NaN and not 2.0"));
  }
}
