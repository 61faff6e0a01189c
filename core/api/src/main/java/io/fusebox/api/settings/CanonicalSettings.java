package io.fusebox.api.settings;

import io.fusebox.api.settings.Settings.All;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The one text for each value of a settings record. */
final class CanonicalSettings {
  private final SortedMap<String, String> found = new TreeMap<>();
  private final boolean defaultsToo;

  private CanonicalSettings(boolean defaultsToo) {
    this.defaultsToo = defaultsToo;
  }

  static SortedMap<String, String> of(Record settings, boolean defaultsToo) {
    CanonicalSettings canonical = new CanonicalSettings(defaultsToo);
    canonical.addAll("", settings);
    return canonical.found;
  }

  private void addAll(String prefix, Record settings) {
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      Object value = value(component, settings);
      if (defaultsToo || !isDefault(component, value)) {
        String name = Settings.kebab(component.getName());
        add(prefix + (component.isAnnotationPresent(All.class) ? "" : name), value);
      }
    }
  }

  /** Maps and records of settings become {@code outer.inner}; empty ones say nothing. */
  private void add(String name, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> add(name.isEmpty() ? "" + key : name + "." + key, inner));
    } else if (value instanceof Record inner) {
      addAll(name + ".", inner);
    } else {
      found.put(name, text(value));
    }
  }

  private static boolean isDefault(RecordComponent component, Object value) {
    if (!component.isAnnotationPresent(Default.class) || component.getType() == Map.class) {
      return false;
    }
    Object usual = Settings.convert(component.getType(), Settings.defaultOf(component).strip());
    return text(usual).equals(text(value));
  }

  private static String text(Object value) {
    return value instanceof Enum<?> constant
        ? Settings.kebab(constant.name())
        : String.valueOf(value);
  }

  private static Object value(RecordComponent component, Record settings) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(settings.getClass() + " is not a settings record", e);
    }
  }
}
