package io.fusebox.runtime.http.security;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import java.util.Arrays;
import java.util.Locale;

/** The permissions of a token. Each role may do all that those before it may. */
public enum Role {
  /** Asks questions, and sees how everything is. */
  ASK,
  /** Swaps, starts, stops and trains. */
  OPERATE,
  /** Brings plug-ins and pipelines, and takes them away. */
  DEPLOY;

  /** Whether anyone who has this role may do what needs {@code other}. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** As people and files name it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of this id; refused when there is none. */
  public static Role of(String id) {
    return Arrays.stream(values())
        .filter(role -> role.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new FuseboxException(
                    NameSuggestions.unknown(
                        "role", id, Arrays.stream(values()).map(Role::id).toList(), "")));
  }
}
