package io.fusebox.toolkit.tensor;

import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory that tensors were freed from. The C library keeps it for the process, in gaps between what
 * is in use: while weights are narrowed one by one, half of what they take.
 */
public final class FreedMemory {
  private static final Logger LOG = LoggerFactory.getLogger(FreedMemory.class);
  private static final NativeLong KEEP_NOTHING = new NativeLong(0);

  private FreedMemory() {}

  /** Gives it back to the operating system. Only glibc can do so; elsewhere nothing happens. */
  public static void giveBack() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
          .getFunction("malloc_trim")
          .invokeInt(new Object[] {KEEP_NOTHING});
    } catch (LinkageError e) {
      LOG.debug("freed memory stays the process's", e);
    }
  }
}
