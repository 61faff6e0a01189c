package io.fusebox.runtime.server.live;

import io.fusebox.runtime.worlds.SyntheticWorld;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The generated data sets, by the names that requests give them. */
final class GeneratedData {
  /** All names. */
  static final List<String> NAMES =
      Arrays.stream(SyntheticWorld.values()).map(GeneratedData::name).toList();

  private GeneratedData() {}

  private static String name(SyntheticWorld world) {
    return world.name().toLowerCase(Locale.ROOT);
  }

  /** The world of this name; empty when there is none. */
  static Optional<SyntheticWorld> find(String name) {
    return Arrays.stream(SyntheticWorld.values())
        .filter(world -> name(world).equals(name))
        .findFirst();
  }
}
