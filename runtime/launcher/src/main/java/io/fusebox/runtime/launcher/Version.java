package io.fusebox.runtime.launcher;

import picocli.CommandLine.IVersionProvider;

/** The version of the launcher's jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"fusebox " + number()};
  }

  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }
}
