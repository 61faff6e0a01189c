package io.fusebox.runtime.http.security;

/**
 * The sender of a request.
 *
 * @param name the name of the token
 * @param isOwner whether it is the workspace's own token, which nobody has who cannot read the
 *     workspace's files
 * @param rate requests a second; 0 = as many as there are
 */
public record Principal(String name, Role role, boolean isOwner, double rate) {
  /** Everyone who can read the workspace. */
  public static final Principal OWNER = new Principal("workspace", Role.DEPLOY, true, 0);
}
