package io.fusebox.toolkit.tensor;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory that tensors were freed from. The C library keeps it for the process, in holes between
 * what is in use: after weights are narrowed one by one, a third of what they take.
 */
public final class FreedMemory {
  private static final Logger LOG = LoggerFactory.getLogger(FreedMemory.class);

  private FreedMemory() {}

  /**
   * Gives it back to the operating system, where Java can ask for that (17.0.9 or later, glibc);
   * else nothing happens. It takes about a tenth of a second.
   */
  public static void giveBack() {
    try {
      Object said =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "systemTrimNativeHeap",
                  new Object[0],
                  new String[0]);
      LOG.debug("{}", said);
    } catch (JMException | JMRuntimeException e) {
      LOG.debug("freed memory stays the process's", e);
    }
  }
}
