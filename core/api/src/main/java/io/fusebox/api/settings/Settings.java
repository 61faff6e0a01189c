package io.fusebox.api.settings;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Settings as records: component = setting (camelCase in Java, kebab-case in a pipeline file),
 * {@link Default} = default, compact constructor = rule. A component is an int, long, float,
 * double, boolean (or one of their boxes), a String or an enum; one of type {@link Map} holds the
 * settings of another part as they are, and its default is {@code {}}. A record whose one component
 * is {@link All} takes any names.
 */
public final class Settings {
  private static final String TYPES = "int, long, float, double, boolean, String, an enum, Map";
  private static final Set<Class<?>> SCALARS =
      Set.of(Integer.class, Long.class, Float.class, Double.class, Boolean.class);

  private Settings() {}

  /** The check of a compact constructor: throws with {@code message} unless {@code rule} holds. */
  public static void require(boolean rule, String message) {
    if (!rule) {
      throw new FuseboxException(message);
    }
  }

  /** One known setting: its name in a pipeline file, its type and its default ("" = required). */
  public record SettingInfo(String name, String type, String defaultValue) {}

  /** The settings of {@code config}, in their order of declaration. */
  public static List<SettingInfo> known(Class<? extends Record> config) {
    return Arrays.stream(config.getRecordComponents())
        .filter(c -> !c.isAnnotationPresent(All.class))
        .map(c -> new SettingInfo(kebab(c.getName()), type(c.getType()), defaultOf(c)))
        .toList();
  }

  /**
   * Reads a record from a map.
   *
   * @param owner who the settings belong to, for messages
   * @throws FuseboxException for an unknown name, a missing one without a default, a value of the
   *     wrong type, or one that the record's constructor refuses
   */
  public static <C extends Record> C read(Class<C> config, Map<String, ?> given, String owner) {
    RecordComponent[] components = config.getRecordComponents();
    if (holdsAll(config)) {
      return construct(
          config, components, List.of(new LinkedHashMap<String, Object>(given)), owner);
    }
    Set<String> names =
        new TreeSet<>(Arrays.stream(components).map(c -> kebab(c.getName())).toList());
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw new FuseboxException(NameSuggestions.unknown("setting", name, names, "of " + owner));
      }
    }
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      values.add(value(component, given, owner));
    }
    return construct(config, components, values, owner);
  }

  private static boolean holdsAll(Class<? extends Record> config) {
    RecordComponent[] components = config.getRecordComponents();
    return components.length == 1 && components[0].isAnnotationPresent(All.class);
  }

  /**
   * The settings that differ from the defaults, by name, as text. Equal settings are equal maps,
   * however they were written; a setting that is added with a default, or a record that is renamed,
   * changes none.
   */
  public static SortedMap<String, String> canonical(Record settings) {
    return CanonicalSettings.of(settings, false);
  }

  /** All settings by name, as text, those with their default values too. */
  public static SortedMap<String, String> values(Record settings) {
    return CanonicalSettings.of(settings, true);
  }

  private static Object value(RecordComponent component, Map<String, ?> given, String owner) {
    String name = kebab(component.getName());
    Object raw = given.get(name);
    if (component.getType() == Map.class) {
      return settings(raw, name, owner);
    } else if (raw == null) {
      raw = defaultOf(component);
      require(
          component.isAnnotationPresent(Default.class),
          "setting '" + name + "' of " + owner + " is missing and has no default; give it");
    }
    try {
      return convert(component.getType(), raw.toString().strip());
    } catch (IllegalArgumentException e) {
      throw new FuseboxException(
          "setting '%s' of %s must be %s, found '%s'"
              .formatted(name, owner, type(component.getType()), NameSuggestions.shown(raw)),
          e);
    }
  }

  private static Map<String, Object> settings(@Nullable Object raw, String name, String owner) {
    if (raw != null && !(raw instanceof Map<?, ?>)) {
      throw new FuseboxException(
          "setting '%s' of %s must be settings, as {key: value}, found '%s'"
              .formatted(name, owner, NameSuggestions.shown(raw)));
    }
    Map<String, Object> sorted = new TreeMap<>(); // so that equal settings are equal as text
    ((Map<?, ?>) (raw == null ? Map.of() : raw)).forEach((k, v) -> sorted.put(k.toString(), v));
    return sorted;
  }

  /**
   * Refuses a record that no pipeline could fill: a component of a type that settings cannot have,
   * or a default that is none of its type.
   *
   * @param owner who the settings belong to, for messages
   * @throws FuseboxException when it is one, naming the setting and the types that it may have
   */
  public static void check(Class<? extends Record> config, String owner) {
    for (RecordComponent component : config.getRecordComponents()) {
      Class<?> type = boxed(component.getType());
      require(
          !component.isAnnotationPresent(All.class)
              || type == Map.class && config.getRecordComponents().length == 1,
          "the setting '%s' of the plug-in %s is @All: it must be a Map, and the only one"
              .formatted(component.getName(), owner));
      require(
          type == Map.class || type == String.class || type.isEnum() || SCALARS.contains(type),
          "the setting '%s' of the plug-in %s is of type %s; a setting may be: %s"
              .formatted(component.getName(), owner, component.getType().getSimpleName(), TYPES));
      if (component.isAnnotationPresent(Default.class)) {
        value(component, Map.of(), owner);
      }
    }
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  static Object convert(Class<?> given, String text) {
    Class<?> type = boxed(given);
    if (type == Integer.class) {
      return Integer.parseInt(text);
    } else if (type == Long.class) {
      return Long.parseLong(text);
    } else if (type == Float.class) {
      return finite(Float.parseFloat(text));
    } else if (type == Double.class) {
      return finite(Double.parseDouble(text));
    } else if (type == Boolean.class) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new IllegalArgumentException(text);
      }
      return text.equals("true");
    } else if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(c -> kebab(((Enum<?>) c).name()).equals(text))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(text));
    } else if (type == String.class) {
      return text;
    }
    throw new IllegalStateException("settings cannot be of type " + type.getName());
  }

  /** A number that is too large for its type is not infinite: it is refused. */
  private static <N extends Number> N finite(N number) {
    if (!Double.isFinite(number.doubleValue())) {
      throw new IllegalArgumentException("not finite");
    }
    return number;
  }

  private static <C extends Record> C construct(
      Class<C> config, RecordComponent[] components, List<Object> values, String owner) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = config.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      throw refused(owner, requireNonNull(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(config.getName() + " is not a settings record", e);
    }
  }

  /**
   * The message of a broken rule is passed on as it is; anything else is an error in the record.
   */
  private static RuntimeException refused(String owner, Throwable why) {
    boolean rule = why instanceof FuseboxException || why instanceof IllegalArgumentException;
    if (rule && why.getMessage() != null) {
      return new FuseboxException(owner + ": " + why.getMessage(), why);
    } else if (why instanceof Error error) {
      throw error;
    }
    return why instanceof RuntimeException fault ? fault : new IllegalStateException(why);
  }

  static String defaultOf(RecordComponent component) {
    Default value = component.getAnnotation(Default.class);
    return value == null ? "" : value.value();
  }

  private static String type(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + String.join(
              ", ",
              Arrays.stream(type.getEnumConstants())
                  .map(c -> kebab(((Enum<?>) c).name()))
                  .toList());
    }
    return switch (boxed(type).getSimpleName()) {
      case "Integer", "Long" -> "a whole number";
      case "Float", "Double" -> "a number";
      case "Boolean" -> "true or false";
      case "Map" -> "settings";
      default -> "text";
    };
  }

  /** {@code promptLength} and {@code PROMPT_LENGTH} become {@code prompt-length}. */
  static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
  }

  /**
   * Marks the one component of a settings record that holds all that is given, whatever its names,
   * in its order: a map of names that users choose, for instance labels. Its type is {@link
   * java.util.Map}, of texts to what the file has.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface All {}
}
