package io.fusebox.runtime.http.security;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which page of a browser sent a request. A page of another site may make a browser send requests
 * to this machine, also under a name that its owner points at it (DNS rebinding).
 *
 * @param scheme {@code http} or {@code https}
 * @param host the request's {@code Host}, with the port if it names one; empty without
 * @param origin its {@code Origin}; empty without
 * @param site its {@code Sec-Fetch-Site}; empty without
 * @param fromHere whether it came over the loopback address, without TLS
 */
public record RequestOrigin(
    String scheme, String host, Optional<String> origin, String site, boolean fromHere) {
  /** Names that nobody can point elsewhere. */
  private static final Pattern LOCAL = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  /** Whether it was sent to this machine by a name that only this machine has. */
  public boolean isHostKnown() {
    // Over TLS the browser has compared the name with the certificate.
    return !fromHere || LOCAL.matcher(name()).matches();
  }

  private String name() {
    int colon = host.lastIndexOf(':');
    String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether it comes from a page of another site; programs that are not browsers name none. */
  public boolean isForeign() {
    boolean other = origin.filter(o -> !o.equalsIgnoreCase(scheme + "://" + host)).isPresent();
    return other || site.equals("cross-site") || site.equals("same-site");
  }
}
