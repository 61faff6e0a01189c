package io.fusebox.runtime.launcher;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.runtime.engine.plugins.PluginException;
import io.fusebox.runtime.host.LogFile;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Where a command logs: into its workspace, and on the console what its user should see at once. It
 * is set up before the first logger is made. A program that embeds Fusebox has a log of its own.
 *
 * @param file the log of the workspace; empty for a command that has none
 * @param format of the console's lines
 */
record CommandLog(Optional<Path> file, LogFormat format) {
  /** Errors before a command is known. */
  static final CommandLog NONE = new CommandLog(Optional.empty(), LogFormat.LINES);

  private static final String LEVEL = "FUSEBOX_LOG_LEVEL";
  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  /** The log of the command that was typed. */
  static CommandLog of(ParseResult command) {
    ParseResult last = command;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    OptionSpec workspace = last.commandSpec().findOption("--workspace");
    OptionSpec format = last.commandSpec().findOption("--log-format");
    return new CommandLog(
        Optional.ofNullable(workspace).<Path>map(OptionSpec::getValue).map(LogFile::in),
        Optional.ofNullable(format).<LogFormat>map(OptionSpec::getValue).orElse(LogFormat.LINES));
  }

  /**
   * Sets it up.
   *
   * @param running whether the command runs until it is stopped: then the console shows everything
   */
  void open(boolean running) {
    String level = level();
    set("logback.configurationFile", "fusebox-logback.xml");
    set("fusebox.log.level", level);
    set("fusebox.log.file", file.map(Path::toString).orElse(""));
    set(
        "fusebox.log.console.charset",
        System.getProperty("sun.stdout.encoding", Charset.defaultCharset().name()));
    if (format == LogFormat.JSON) {
      set("fusebox.log.console", "console-json");
    }
    if (running) {
      set("fusebox.log.console.level", level);
      set("fusebox.log.console.target", "System.out");
      set("fusebox.log.console.pattern", "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %msg");
    } else if (level.equals("error")) {
      set("fusebox.log.console.level", level);
    }
    JavaLogHandler.install();
  }

  /**
   * Logs the stack trace of what a plug-in threw.
   *
   * @return where it is, to be added to the message; nothing for an error that the user can fix
   */
  String trace(Exception e) {
    if (file.isEmpty() || !(e instanceof PluginException) || e.getCause() == null) {
      return "";
    }
    LoggerFactory.getLogger(CommandLog.class).error("{}", e.getMessage(), e.getCause());
    return LogFile.hint(file.get());
  }

  private static String level() {
    String level = Optional.ofNullable(System.getenv(LEVEL)).orElse("info");
    if (!LEVELS.contains(level)) {
      throw new FuseboxException(NameSuggestions.unknown("level", level, LEVELS, "in " + LEVEL));
    }
    return level;
  }

  /** Properties given with {@code -D} stay. */
  private static void set(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
