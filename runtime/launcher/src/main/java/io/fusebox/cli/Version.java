package io.fusebox.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the launcher's jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"fusebox " + (version == null ? "(unpackaged)" : version)};
  }
}
