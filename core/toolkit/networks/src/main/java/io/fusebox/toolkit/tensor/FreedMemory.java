package io.fusebox.toolkit.tensor;

import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory that tensors were freed from. Only glibc is told what to do with it; elsewhere nothing
 * happens.
 */
public final class FreedMemory {
  private static final Logger LOG = LoggerFactory.getLogger(FreedMemory.class);
  private static final NativeLong KEEP_NOTHING = new NativeLong(0);

  // malloc.h: the numbers of mallopt's options
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_MMAP_MAX = -4;
  private static final int KEPT_AT_THE_END = 512 << 20;

  private FreedMemory() {}

  /**
   * Keeps it for the next tensors, up to 512 MiB at the heap's end. By default each large tensor is
   * taken from the operating system anew, which clears its pages: a third of the time of an encoder
   * of long audio. Whoever set glibc's variables of the environment has decided otherwise.
   */
  static void keep() {
    if (System.getenv().keySet().stream().noneMatch(FreedMemory::decides)) {
      call("mallopt", M_MMAP_MAX, 0);
      call("mallopt", M_TRIM_THRESHOLD, KEPT_AT_THE_END);
    }
  }

  private static boolean decides(String variable) {
    return variable.equals("MALLOC_MMAP_MAX_")
        || variable.equals("MALLOC_MMAP_THRESHOLD_")
        || variable.equals("MALLOC_TRIM_THRESHOLD_");
  }

  /**
   * Gives it back to the operating system: while weights are narrowed one by one, the gaps between
   * them are half of what they take.
   */
  public static void giveBack() {
    call("malloc_trim", KEEP_NOTHING);
  }

  private static void call(String function, Object... arguments) {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction(function).invokeInt(arguments);
    } catch (LinkageError e) {
      LOG.debug("the C library has no {}", function, e);
    }
  }
}
