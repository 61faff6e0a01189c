package io.fusebox.runtime.host;

import io.fusebox.toolkit.files.TemporaryFile;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the libraries unpack to the {@link CacheFolder}. They ask system properties when they
 * first load a native library, so it is done once for a JVM, before that; what was set by the user
 * stays.
 */
public final class NativeCaches {
  /** The folder that this JVM uses; may be set to choose it, as the environment variable may. */
  public static final String PROPERTY = "fusebox.cache";

  private static final Logger LOG = LoggerFactory.getLogger(NativeCaches.class);

  private NativeCaches() {}

  /**
   * The folder that this JVM uses: chosen now, if that was not done before.
   *
   * @param workspace where work is kept
   */
  public static synchronized CacheFolder prepare(Path workspace) {
    String known = System.getProperty(PROPERTY);
    CacheFolder cache =
        known == null
            ? CacheFolder.choose(System.getenv(), System.getProperty("user.home", ""), workspace)
            : CacheFolder.named(known, PROPERTY);
    if (known == null) {
      System.setProperty(PROPERTY, cache.path().toString());
      tell(cache);
    }
    direct(cache);
    return cache;
  }

  private static void tell(CacheFolder cache) {
    if (!cache.isPersistent()) {
      LOG.warn(
          "native libraries are unpacked to {} and deleted again: {}; name one with {}",
          cache.path(),
          cache.chosenBy(),
          CacheFolder.VARIABLE);
    }
  }

  private static void direct(CacheFolder cache) {
    setIfUnset("DJL_CACHE_DIR", cache.path());
    if (!cache.writable()) {
      return;
    }
    Path jna = cache.path().resolve("jna");
    Path temporary = cache.path().resolve("tmp");
    setIfUnset("org.bytedeco.javacpp.cachedir", cache.path().resolve("javacpp"));
    if (Folders.makeWritable(jna)) {
      setIfUnset("jna.tmpdir", jna);
    }
    if (!Folders.isWritable(TemporaryFile.folder()) && Folders.makeWritable(temporary)) {
      Folders.setTemporary(temporary);
    }
  }

  private static void setIfUnset(String property, Path folder) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, folder.toString());
    }
  }
}
