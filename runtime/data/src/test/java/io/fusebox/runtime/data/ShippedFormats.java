package io.fusebox.runtime.data;

import io.fusebox.api.data.DataFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The data formats that come with Fusebox, by their ids. */
public final class ShippedFormats {
  private ShippedFormats() {}

  public static SortedMap<String, DataFormat> all() {
    SortedMap<String, DataFormat> formats = new TreeMap<>();
    new DataFormats()
        .factories()
        .forEach(f -> formats.put(f.id(), (DataFormat) f.create(Map.of(), null)));
    return formats;
  }
}
