package io.fusebox.runtime.selfcheck;

import io.fusebox.runtime.selfcheck.kernels.Finding;
import io.fusebox.runtime.selfcheck.kernels.SelfCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The library of this process. */
final class LoadedLibrary implements Library {
  private final CheckProcess process = new CheckProcess();
  private final LibraryEnvironment environment = new LibraryEnvironment();
  private final SelfCheck check = SelfCheck.standard(new PropertyFault(environment));

  @Override
  public Optional<List<Finding>> askElsewhere(Limit limit) {
    return process.ask(limit);
  }

  @Override
  public List<Finding> askHere() {
    return run(check);
  }

  @Override
  public List<Finding> askHere(List<String> kernels) {
    return run(check.only(kernels));
  }

  private static List<Finding> run(SelfCheck check) {
    List<Finding> findings = new ArrayList<>();
    check.run(name -> {}, findings::add);
    return findings;
  }

  @Override
  public void limit(Limit limit) {
    environment.set(limit.variables());
  }
}
