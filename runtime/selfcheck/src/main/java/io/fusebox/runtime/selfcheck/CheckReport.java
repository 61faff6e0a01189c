package io.fusebox.runtime.selfcheck;

import io.fusebox.runtime.selfcheck.kernels.KernelFinding;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lines that a checking process printed; lines of others, such as the library's own log, are
 * passed over.
 *
 * @param asked the kernel that was asked last; empty if none was
 * @param ended whether it came to its end
 */
record CheckReport(List<KernelFinding> found, String asked, boolean ended) {
  static final String MARK = "fusebox-check\t";
  static final String ASK = "ASK";
  static final String END = "END";

  /** 128 and the signals ILL, ABRT (a crashed JVM's), FPE and SEGV. */
  private static final Set<Integer> CRASHES = Set.of(132, 134, 136, 139);

  static CheckReport read(BufferedReader lines) throws IOException {
    List<KernelFinding> found = new ArrayList<>();
    String asked = "";
    boolean ended = false;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.startsWith(MARK)) {
        continue;
      }
      String[] parts = line.substring(MARK.length()).split("\t", 3);
      switch (parts[0]) {
        case ASK -> asked = parts[1];
        case END -> ended = true;
        default ->
            found.add(
                new KernelFinding(parts[1], KernelFinding.Status.valueOf(parts[0]), parts[2]));
      }
    }
    return new CheckReport(found, asked, ended);
  }

  /** Of a process that ended with this code; nothing if it did not come to ask anything. */
  Optional<List<KernelFinding>> findings(int exitCode) {
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    List<KernelFinding> all = new ArrayList<>(found);
    if (!ended) {
      String detail = "it ended the process with exit code " + exitCode;
      all.add(
          CRASHES.contains(exitCode)
              ? new KernelFinding(asked, KernelFinding.Status.WRONG, detail)
              : KernelFinding.failed(asked, detail));
    }
    return Optional.of(all);
  }
}
