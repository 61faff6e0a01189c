package io.fusebox.runtime.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class JavaLogHandlerTest {
  @Test
  void whatIsLoggedThroughJavaGoesIntoTheLogWithItsLevelAndTrace() {
    Logger logger = (Logger) LoggerFactory.getLogger("some.library");
    ListAppender<ILoggingEvent> seen = new ListAppender<>();
    seen.start();
    logger.addAppender(seen);
    LogRecord entry = new LogRecord(Level.WARNING, "{0} is odd");
    entry.setLoggerName("some.library");
    entry.setParameters(new Object[] {"it"});
    entry.setThrown(new IllegalStateException("why"));
    new JavaLogHandler().publish(entry);
    ILoggingEvent event = seen.list.get(0);
    assertEquals("WARN it is odd", event.getLevel() + " " + event.getFormattedMessage());
    assertEquals("why", event.getThrowableProxy().getMessage());
  }
}
