package io.fusebox.toolkit.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A JSON object that remembers which of its fields were asked for, so that fields which are not
 * understood can be reported: the reader of a model, a third party's plug-in too, need not list
 * what it knows. Objects in it do the same.
 */
@SuppressWarnings("unchecked") // Jackson's own deepCopy
final class TrackedJsonObject extends ObjectNode {
  private static final long serialVersionUID = 1L;

  private final transient Set<String> asked = ConcurrentHashMap.newKeySet();

  private TrackedJsonObject(Map<String, JsonNode> fields) {
    super(JsonNodeFactory.instance, fields);
  }

  /** The same fields; the values are shared but for objects, which are tracked as well. */
  static TrackedJsonObject of(JsonNode object) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            e -> fields.put(e.getKey(), e.getValue().isObject() ? of(e.getValue()) : e.getValue()));
    return new TrackedJsonObject(fields);
  }

  @Override
  public JsonNode get(String field) {
    asked.add(field);
    return super.get(field);
  }

  @Override
  public JsonNode path(String field) {
    asked.add(field);
    return super.path(field);
  }

  @Override
  public boolean has(String field) {
    asked.add(field);
    return super.has(field);
  }

  @Override
  public boolean hasNonNull(String field) {
    asked.add(field);
    return super.hasNonNull(field);
  }

  /**
   * The fields that nobody has asked for and that may matter, in their order; a field {@code b} of
   * an object {@code a} is {@code a.b}. An object of which no field was asked for was read as a
   * whole.
   */
  List<Unread> unread() {
    List<Unread> unread = new ArrayList<>();
    super.properties()
        .forEach(
            e -> {
              if (!asked.contains(e.getKey())) {
                if (!IgnorableFields.contain(e.getKey(), e.getValue())) {
                  unread.add(new Unread(e.getKey(), e.getValue()));
                }
              } else if (e.getValue() instanceof TrackedJsonObject inner
                  && !inner.asked.isEmpty()) {
                inner.unread().forEach(u -> unread.add(u.under(e.getKey())));
              }
            });
    return unread;
  }

  /** A field that nobody has asked for. */
  record Unread(String name, JsonNode value) {
    private static final int MOST = 60;

    private Unread under(String object) {
      return new Unread(object + "." + name, value);
    }

    /** For people: the name, and the value as far as it is short. */
    @Override
    public String toString() {
      String text = value.toString();
      return name + " = " + (text.length() > MOST ? text.substring(0, MOST) + "..." : text);
    }
  }
}
