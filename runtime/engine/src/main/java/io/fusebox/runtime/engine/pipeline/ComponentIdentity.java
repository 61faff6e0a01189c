package io.fusebox.runtime.engine.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The identity of a part of a pipeline, by content: trained weights and kept features are tied to
 * it.
 *
 * @param plugin the plug-in's id
 * @param version the plug-in's version, which ends in a digest of its jar
 * @param settings the settings that differ from their defaults, by name
 * @param defaults the settings that have their default values: known, so that a default that
 *     becomes another one is noticed, but no part of what decides
 * @param files the digest of each file of its model folder that decides what it computes, by name;
 *     empty where there is no model
 */
public record ComponentIdentity(
    String plugin,
    String version,
    SortedMap<String, String> settings,
    SortedMap<String, String> defaults,
    SortedMap<String, String> files) {
  public ComponentIdentity {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    defaults = Collections.unmodifiableSortedMap(new TreeMap<>(defaults));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** A part without settings and model. */
  public ComponentIdentity(String plugin, String version) {
    this(plugin, version, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  /** Several parts, one after another, as one: the name of what is a part's begins with its id. */
  static ComponentIdentity chain(List<ComponentIdentity> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    SortedMap<String, String> settings = new TreeMap<>();
    SortedMap<String, String> defaults = new TreeMap<>();
    SortedMap<String, String> files = new TreeMap<>();
    List<String> names = names(parts.stream().map(ComponentIdentity::plugin).toList());
    for (int i = 0; i < names.size(); i++) {
      ComponentIdentity part = parts.get(i);
      String prefix = names.get(i) + ".";
      part.settings.forEach((name, value) -> settings.put(prefix + name, value));
      part.defaults.forEach((name, value) -> defaults.put(prefix + name, value));
      if (i == 0 || !part.files.equals(parts.get(0).files)) { // what is lent looks at the same ones
        String owner = i == 0 ? "" : prefix;
        part.files.forEach((name, digest) -> files.put(owner + name, digest));
      }
    }
    return new ComponentIdentity(
        String.join("+", parts.stream().map(ComponentIdentity::plugin).toList()),
        String.join("+", parts.stream().map(ComponentIdentity::version).toList()),
        settings,
        defaults,
        files);
  }

  /** Names of a chain's parts by their ids: one that was there before is counted. */
  public static List<String> names(List<String> ids) {
    List<String> names = new ArrayList<>();
    for (String id : ids) {
      String name = id;
      for (int i = 2; names.contains(name); i++) {
        name = id + "#" + i;
      }
      names.add(name);
    }
    return names;
  }

  /** All that decides what the part computes, keys under {@code prefix}. */
  public SortedMap<String, String> keyEntries(String prefix) {
    SortedMap<String, String> map = new TreeMap<>();
    map.put(prefix + ".id", plugin);
    map.put(prefix + ".version", version);
    settings.forEach((name, value) -> map.put(prefix + ".settings." + name, value));
    files.forEach((name, digest) -> map.put(prefix + ".file." + name, digest));
    return map;
  }

  /** The settings that have their default values, under the names that others have. */
  public SortedMap<String, String> defaultEntries(String prefix) {
    SortedMap<String, String> map = new TreeMap<>();
    defaults.forEach((name, value) -> map.put(prefix + ".settings." + name, value));
    return map;
  }
}
