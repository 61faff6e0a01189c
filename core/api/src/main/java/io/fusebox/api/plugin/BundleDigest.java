package io.fusebox.api.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** Distinguishes builds of a bundle that have the same version. */
final class BundleDigest {
  private static final int DIGITS = 8;

  /** Headers that only people read decide nothing. */
  private static final String README = "/META-INF/README.md";

  private BundleDigest() {}

  /** The first digits of the SHA-256 over what is in the bundle: names and bytes. */
  static String of(Bundle bundle) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (URL entry : entries(bundle)) {
        digest.update(entry.getPath().getBytes(StandardCharsets.UTF_8));
        try (InputStream in = entry.openStream()) {
          digest.update(in.readAllBytes());
        }
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The same of the jar's bytes that a class on the class path is from; empty if it is not a jar.
   */
  static Optional<String> ofJar(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || !source.getLocation().getPath().endsWith(".jar")) {
      return Optional.empty();
    }
    try (InputStream in = source.getLocation().openStream()) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
      return Optional.of(HexFormat.of().formatHex(digest).substring(0, DIGITS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static List<URL> entries(Bundle bundle) {
    return Collections.list(bundle.findEntries("/", "*", true)).stream()
        .filter(url -> !url.getPath().endsWith("/") && !url.getPath().equals(README))
        .sorted(Comparator.comparing(URL::getPath))
        .toList();
  }
}
