package io.fusebox.runtime.selfcheck;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.selfcheck.kernels.KernelFinding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that no kernel of the library gives wrong numbers in this process. The machine is
 * asked once, in a process of its own; what was found is kept. Where kernels are wrong, the library
 * is limited to older instructions under which they are right.
 */
public final class KernelGuard {
  private static final Logger LOG = LoggerFactory.getLogger(KernelGuard.class);

  private final MachineIdentity machine;
  private final VerdictFile kept;
  private final Strictness strictness;
  private final NumericLibrary library;
  private final LimitSearch examination;

  KernelGuard(MachineIdentity machine, Path folder, Strictness strictness, NumericLibrary library) {
    this.machine = machine;
    this.kept = new VerdictFile(folder, machine);
    this.strictness = strictness;
    this.library = library;
    this.examination = new LimitSearch(library, machine.settings());
  }

  /**
   * Of this process.
   *
   * @param library name and version of the library, which may be loaded but has computed nothing
   * @param folder for what is found of this machine; it need not be there, nor be writable
   */
  public static KernelGuard of(String library, Path folder, Strictness strictness) {
    return new KernelGuard(
        MachineIdentity.current(library), folder, strictness, new LoadedNumericLibrary());
  }

  /**
   * Makes this process compute right, before its first kernel runs. It takes a second or two the
   * first time on a machine, and a few milliseconds from then on.
   *
   * @throws FuseboxException when kernels are wrong and nothing fixes them
   */
  public void ensure() {
    if (strictness == Strictness.OFF) {
      return;
    }
    Optional<Verdict> known = kept.read();
    Verdict verdict = known.orElseGet(this::examine);
    if (known.isEmpty()) {
      report(verdict);
    }
    try {
      apply(verdict);
    } catch (FuseboxException e) {
      if (strictness == Strictness.REFUSE) {
        throw e;
      }
      LOG.warn(e.getMessage());
    }
  }

  /**
   * Asks the machine again and makes this process compute right, however strict it is to be.
   *
   * @return what was found, in words
   * @throws FuseboxException when a kernel is not known to be right
   */
  public String diagnose() {
    Verdict verdict = examine();
    apply(verdict);
    if (!verdict.failed().isEmpty()) {
      throw new FuseboxException(unknown(verdict));
    }
    return verdict.wrong().isEmpty()
        ? "every kernel agrees with plain Java (%s, %s)"
            .formatted(machine.library(), machine.processor())
        : fixed(verdict);
  }

  private Verdict examine() {
    Verdict verdict = examination.run();
    if (verdict.failed().isEmpty()) {
      keep(verdict);
    }
    return verdict;
  }

  private void keep(Verdict verdict) {
    try {
      kept.write(verdict);
    } catch (FuseboxException e) {
      LOG.info("the machine's arithmetic is checked at every start: {}", e.getMessage());
    }
  }

  private void report(Verdict verdict) {
    if (verdict.good() && !verdict.wrong().isEmpty()) {
      LOG.warn(fixed(verdict));
    }
    if (!verdict.failed().isEmpty()) {
      LOG.warn(unknown(verdict));
    }
  }

  /** Limits the library where it must be, and makes sure that this helps in this process. */
  private void apply(Verdict verdict) {
    if (!verdict.good()) {
      throw refused(verdict.wrong(), examination.advice());
    }
    if (verdict.limit() == InstructionSetLimit.NONE) {
      return;
    }
    LOG.info("the library keeps to {}", verdict.limit().words());
    library.limit(verdict.limit());
    List<KernelFinding> still =
        KernelFinding.wrong(
            library.askHere(verdict.wrong().stream().map(KernelFinding::kernel).toList()));
    if (!still.isEmpty()) {
      throw refused(
          still,
          "The library could not be limited to older instructions in this process: set %s in the environment before Java starts"
              .formatted(verdict.limit().words()));
    }
  }

  private FuseboxException refused(List<KernelFinding> wrong, String advice) {
    return new FuseboxException(
        "%s gives wrong numbers on this processor (%s): %s. %s. %s=warn goes on all the same"
            .formatted(
                machine.library(),
                machine.processor(),
                Verdict.described(wrong),
                advice,
                Strictness.VARIABLE));
  }

  private String fixed(Verdict verdict) {
    return "%s gives wrong numbers on this processor (%s): %s. Worked around: %s, under which every kernel is right"
        .formatted(
            machine.library(),
            machine.processor(),
            Verdict.described(verdict.wrong()),
            verdict.limit().words());
  }

  private String unknown(Verdict verdict) {
    return "it is not known whether %s computes right on this processor (%s): %s"
        .formatted(machine.library(), machine.processor(), Verdict.described(verdict.failed()));
  }
}
