package io.fusebox.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What makes a part of a pipeline what it is: trained weights and kept features are tied to it.
 *
 * @param plugin the plug-in's id
 * @param version the plug-in's version; named in messages, and part of a feature's key
 * @param settings the checked settings as text
 * @param hash the checkpoint's hash; empty where there is no checkpoint
 */
public record Identity(String plugin, String version, String settings, String hash) {

  /** Several parts, one after another, as one. */
  static Identity chain(List<Identity> parts) {
    return parts.stream()
        .reduce(
            (a, b) ->
                new Identity(
                    a.plugin + "+" + b.plugin,
                    a.version + "+" + b.version,
                    a.settings + "+" + b.settings,
                    a.hash + b.hash))
        .orElseThrow();
  }

  /** As metadata of a file, keys under {@code prefix}. */
  public Map<String, String> asMetadata(String prefix) {
    Map<String, String> map = new TreeMap<>();
    map.put(prefix + ".id", plugin);
    map.put(prefix + ".version", version);
    map.put(prefix + ".settings", settings);
    map.put(prefix + ".hash", hash);
    return map;
  }
}
