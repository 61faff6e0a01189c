package io.fusebox.runtime.launcher;

import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.settings.Settings;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.PluginHost;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what is live. */
@Command(
    name = "plugins",
    mixinStandardHelpOptions = true,
    description = "Lists the live plug-ins and their settings.",
    footer = {"", "Example:", "  fusebox plugins"})
final class PluginsCommand implements Callable<Integer> {
  @Mixin private FuseboxOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Fusebox box = options.openQuietly()) {
      for (PluginFactory<?> plugin : box.plugins().registered()) {
        out.printf(
            "%-12s %-16s %s%n", plugin.id(), plugin.kind().getSimpleName(), plugin.version());
        for (Settings.SettingInfo setting : Settings.known(plugin.config())) {
          out.printf(
              "    %s: %s%s%n",
              setting.name(),
              setting.type(),
              setting.defaultValue().isEmpty() ? "" : ", default " + setting.defaultValue());
        }
      }
      for (PluginHost.Replaced replaced : box.plugins().replaced()) {
        out.printf("%-12s stands aside for %s%n", replaced.shipped().getFileName(), replaced.own());
      }
      for (PluginHost.Refused refused : box.plugins().refused()) {
        out.printf("%-12s refused: %s%n", refused.jar().getFileName(), refused.reason());
      }
      out.flush();
      return box.plugins().refused().isEmpty() ? 0 : 1;
    }
  }
}
