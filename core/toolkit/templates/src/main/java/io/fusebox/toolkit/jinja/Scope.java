package io.fusebox.toolkit.jinja;

import java.util.HashMap;
import java.util.Map;

/** The variables that a part of a template sees; what a loop sets is gone after each turn. */
final class Scope {
  private final Map<String, Object> own;
  private final Scope outer;

  private Scope(Map<String, Object> own, Scope outer) {
    this.own = own;
    this.outer = outer;
  }

  static Scope of(Map<String, Object> variables) {
    return new Scope(new HashMap<>(variables), null);
  }

  Scope inner() {
    return new Scope(new HashMap<>(), this);
  }

  void set(String name, Object value) {
    own.put(name, value);
  }

  Object get(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      if (scope.own.containsKey(name)) {
        return scope.own.get(name);
      }
    }
    return new Values.Undefined(name);
  }
}
