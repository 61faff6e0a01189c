package io.fusebox.runtime.isolated;

import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;

/**
 * A pipeline on its way to other machines: its file, its trained weights, and the user's own
 * plug-ins. The models are not in it.
 *
 * @param name what it is called
 * @param strategy another strategy than its file's; empty for that
 * @param yaml the bytes of its file
 * @param folder what paths in its file are relative to, where it was read
 * @param inputs the names of its inputs, in its order
 * @param weights the files of its trained weights by their names, one of which fits
 * @param plugins the jars of the workspace by their names
 * @param hash of all this
 */
public record ShippedPipeline(
    String name,
    String strategy,
    byte[] yaml,
    String folder,
    List<String> inputs,
    TreeMap<String, byte[]> weights,
    TreeMap<String, byte[]> plugins,
    String hash)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public ShippedPipeline {
    inputs = List.copyOf(inputs);
  }

  @Override
  public String toString() {
    return name + " " + hash;
  }
}
