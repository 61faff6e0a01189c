package io.fusebox.runtime.launcher;

import picocli.CommandLine.IVersionProvider;

/** The version of the launcher's jar. */
final class LauncherVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"fusebox " + number()};
  }

  static String number() {
    String version = LauncherVersion.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }
}
