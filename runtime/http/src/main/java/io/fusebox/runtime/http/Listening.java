package io.fusebox.runtime.http;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where requests are listened for: at a loopback address always, and at another one with TLS.
 *
 * @param local a loopback address; port 0 = any that is free
 * @param other the other address; empty for none
 */
public record Listening(InetSocketAddress local, Optional<Other> other) {
  /** This machine alone, at any port that is free. */
  public static final Listening HERE = new Listening(anyPort(), Optional.empty());

  /**
   * An address that others reach.
   *
   * @param keystore a PKCS#12 file with the certificate and its key
   */
  public record Other(InetSocketAddress address, Path keystore, String password) {}

  /** Where a keystore is, and what opens it. */
  public record Keystore(Path file, String password) {}

  /**
   * Reads {@code HOST:PORT}.
   *
   * @param keystore needed for any address but the loopback one
   * @throws FuseboxException when it is not an address, or one that others reach without a keystore
   */
  public static Listening at(String address, Optional<Keystore> keystore) {
    InetSocketAddress parsed = parse(address);
    if (parsed.getAddress().isLoopbackAddress()) {
      require(
          keystore.isEmpty(),
          "the keystore is for an address that others reach, found "
              + NameSuggestions.shown(address));
      return new Listening(parsed, Optional.empty());
    }
    Keystore tls =
        keystore.orElseThrow(
            () ->
                new FuseboxException(
                    "%s can be reached by others: give a --keystore, so that nobody reads tokens on the way"
                        .formatted(NameSuggestions.shown(address))));
    return new Listening(anyPort(), Optional.of(new Other(parsed, tls.file(), tls.password())));
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static InetSocketAddress parse(String address) {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? "" : address.substring(0, colon).replaceAll("^\\[|]$", "");
    try {
      int port = Integer.parseInt(address.substring(colon + 1));
      require(!host.isEmpty() && port >= 0 && port <= 0xffff, bad(address));
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (NumberFormatException | UnknownHostException e) {
      throw new FuseboxException(bad(address), e);
    }
  }

  private static String bad(String address) {
    return "an address is HOST:PORT, for instance 127.0.0.1:8080, found '%s'"
        .formatted(NameSuggestions.shown(address));
  }
}
