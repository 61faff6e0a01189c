package io.fusebox.runtime.launcher;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Brings what libraries and plug-ins log through java.util.logging into the log of the command. */
final class JavaLogHandler extends Handler {
  private final SimpleFormatter formatter = new SimpleFormatter();

  /** Java's own handler writes to standard error, with stack traces. */
  static void install() {
    LogManager.getLogManager().reset();
    Logger.getLogger("").addHandler(new JavaLogHandler());
  }

  @Override
  public void publish(LogRecord entry) {
    String name = entry.getLoggerName() == null ? "java" : entry.getLoggerName();
    LoggerFactory.getLogger(name)
        .atLevel(level(entry.getLevel()))
        .setCause(entry.getThrown())
        .log(formatter.formatMessage(entry));
  }

  private static org.slf4j.event.Level level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return org.slf4j.event.Level.ERROR;
    } else if (level.intValue() >= Level.WARNING.intValue()) {
      return org.slf4j.event.Level.WARN;
    } else if (level.intValue() >= Level.INFO.intValue()) {
      return org.slf4j.event.Level.INFO;
    }
    return org.slf4j.event.Level.DEBUG;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
