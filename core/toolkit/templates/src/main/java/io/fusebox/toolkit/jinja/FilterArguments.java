package io.fusebox.toolkit.jinja;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The arguments of a filter in addition to the value. */
record FilterArguments(String filter, List<Object> positional, Map<String, Object> named) {

  /**
   * One argument.
   *
   * @param index its place; -1 when it is known by its name alone
   */
  Object get(int index, String name, Object otherwise) {
    if (index >= 0 && index < positional.size()) {
      return positional.get(index);
    }
    return named.getOrDefault(name, otherwise);
  }

  Object required(int index, String name) {
    if (index >= positional.size() && !named.containsKey(name)) {
      throw new TemplateException("the filter '%s' needs '%s'".formatted(filter, name));
    }
    return get(index, name, null);
  }

  /** Refuses named arguments in addition to these. */
  void only(String... names) {
    for (String name : named.keySet()) {
      if (!Set.of(names).contains(name)) {
        throw new TemplateException(
            "the argument '%s' of the filter '%s' is not supported".formatted(name, filter));
      }
    }
  }
}
