package io.fusebox.runtime.selfcheck;

import io.fusebox.runtime.selfcheck.kernels.KernelFinding;
import io.fusebox.runtime.selfcheck.kernels.SelfCheck;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The process that {@link CheckProcess} starts. */
final class CheckMain {
  static final Charset CHARSET = StandardCharsets.UTF_8;

  private CheckMain() {}

  /** Asks every kernel, and reports each at once: the next may end the process. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, CHARSET);
    SelfCheck check = SelfCheck.standard(new PropertyFault(new NativeEnvironment()));
    check.run(name -> print(out, CheckReport.ASK, name), finding -> print(out, finding));
    print(out, CheckReport.END);
    System.exit(0);
  }

  private static void print(PrintStream out, KernelFinding finding) {
    String detail = finding.detail().replaceAll("\\s+", " ");
    print(out, finding.status().name(), finding.kernel(), detail);
  }

  private static void print(PrintStream out, String... parts) {
    out.println(CheckReport.MARK + String.join("\t", parts));
  }
}
