package io.fusebox.runtime.http.security;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whose a token is: the workspace's own, which is generated at each start, or one of its
 * file, which is read again whenever it has changed. Thread-safe.
 */
public final class Tokens {
  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
  private static final int LONGEST = 512;

  private final TokenFile file;
  private final String ownHash;
  private volatile Snapshot snapshot = new Snapshot("", List.of());

  /** The file as it was read once. */
  private record Snapshot(String stamp, List<AccessToken> tokens) {}

  /**
   * @param own the workspace's own token
   */
  public Tokens(TokenFile file, String own) {
    this.file = file;
    this.ownHash = Secret.hash(own);
  }

  /**
   * Whose token this is; empty when it is nobody's.
   *
   * @param fromHere whether the request came over the loopback address, where alone the workspace's
   *     own token is good
   */
  public Optional<Principal> find(String secret, boolean fromHere) {
    if (secret.length() > LONGEST) {
      return Optional.empty();
    }
    String hash = Secret.hash(secret);
    Optional<Principal> found = Optional.empty();
    if (Secret.same(hash, ownHash) && fromHere) {
      found = Optional.of(Principal.OWNER);
    }
    for (AccessToken token : current()) { // all of them, so that the time says nothing
      if (Secret.same(hash, token.hash())) {
        found = Optional.of(token.principal());
      }
    }
    return found;
  }

  private List<AccessToken> current() {
    String stamp = stamp();
    Snapshot read = snapshot;
    if (!stamp.equals(read.stamp)) {
      read = new Snapshot(stamp, read());
      snapshot = read;
    }
    return read.tokens;
  }

  /** A damaged file lets nobody in. */
  private List<AccessToken> read() {
    try {
      return file.tokens();
    } catch (FuseboxException e) {
      LOG.warn("no token but the workspace's own is accepted: {}", e.getMessage());
      return List.of();
    }
  }

  /** It is replaced as a whole: another file has another inode. */
  private String stamp() {
    try {
      BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
      return now.size() + " " + now.lastModifiedTime() + " " + now.fileKey();
    } catch (IOException e) {
      return "missing";
    }
  }
}
