package io.fusebox.toolkit.tensor;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The heap of native code, where the engine keeps tensors. */
final class NativeHeap {
  private static final Logger LOG = LoggerFactory.getLogger(NativeHeap.class);
  private static final int KEEP_NOTHING = 0;

  private NativeHeap() {}

  /**
   * Gives free pages back to the system. The C library keeps what was freed between two tensors
   * that live on: while a model's weights are converted one by one, gaps of the size of the
   * original weights would stay. Only glibc has this; elsewhere nothing happens.
   */
  static void trim() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      Function trim = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("malloc_trim");
      trim.invokeInt(new Object[] {new NativeLong(KEEP_NOTHING)});
    } catch (LinkageError e) {
      LOG.debug("free native memory stays with this process", e);
    }
  }
}
