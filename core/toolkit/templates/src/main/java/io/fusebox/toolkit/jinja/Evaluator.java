package io.fusebox.toolkit.jinja;

import io.fusebox.toolkit.jinja.Expression.Arguments;
import io.fusebox.toolkit.jinja.Expression.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Computes expressions. */
final class Evaluator {
  private final Budget budget;
  private final Operators operators;
  private final Subscripts subscripts;
  private final Filters filters;
  private final Tests tests = new Tests();

  Evaluator(Budget budget) {
    this.budget = budget;
    this.operators = new Operators(budget);
    this.subscripts = new Subscripts(budget);
    this.filters = new Filters(budget, tests);
  }

  Object evaluate(Expression expression, Scope scope) {
    budget.spend(0);
    if (expression instanceof Expression.Literal literal) {
      return literal.value();
    } else if (expression instanceof Expression.Variable variable) {
      return scope.get(variable.name());
    } else if (expression instanceof Expression.Sequence sequence) {
      List<Object> items = all(sequence.items(), scope);
      return sequence.tuple() ? new Values.Tuple(items) : items;
    } else if (expression instanceof Expression.Dictionary dictionary) {
      return map(dictionary, scope);
    } else if (expression instanceof Expression.Attribute attribute) {
      return subscripts.attribute(evaluate(attribute.of(), scope), attribute.name());
    } else if (expression instanceof Expression.Item item) {
      return subscripts.item(evaluate(item.of(), scope), evaluate(item.key(), scope));
    } else if (expression instanceof Expression.Slice slice) {
      return subscripts.slice(
          evaluate(slice.of(), scope),
          bound(slice.from(), scope),
          bound(slice.to(), scope),
          bound(slice.step(), scope));
    } else if (expression instanceof Expression.Call call) {
      return call(evaluate(call.function(), scope), call.arguments(), scope);
    } else if (expression instanceof Expression.Filter filter) {
      return filters.apply(
          filter.name(),
          evaluate(filter.of(), scope),
          all(filter.arguments().positional(), scope),
          named(filter.arguments(), scope));
    } else if (expression instanceof Expression.Test test) {
      return tests.holds(
          test.name(), evaluate(test.of(), scope), all(test.arguments().positional(), scope));
    }
    return operation(expression, scope);
  }

  private Object operation(Expression expression, Scope scope) {
    if (expression instanceof Expression.Unary unary) {
      return operators.unary(unary.operator(), evaluate(unary.of(), scope));
    } else if (expression instanceof Expression.Binary binary) {
      Object left = evaluate(binary.left(), scope);
      switch (binary.operator()) {
        case "and":
          return Values.truth(left) ? evaluate(binary.right(), scope) : left;
        case "or":
          return Values.truth(left) ? left : evaluate(binary.right(), scope);
        default:
          return operators.binary(binary.operator(), left, evaluate(binary.right(), scope));
      }
    } else if (expression instanceof Expression.Comparison comparison) {
      return compare(comparison, scope);
    }
    Expression.Conditional conditional = (Expression.Conditional) expression;
    if (Values.truth(evaluate(conditional.condition(), scope))) {
      return evaluate(conditional.yes(), scope);
    }
    Optional<Expression> no = conditional.no();
    return no.isPresent() ? evaluate(no.get(), scope) : new Values.Undefined("an if without else");
  }

  private Object compare(Comparison comparison, Scope scope) {
    Object left = evaluate(comparison.first(), scope);
    for (int i = 0; i < comparison.operators().size(); i++) {
      Object right = evaluate(comparison.others().get(i), scope);
      if (!operators.compare(comparison.operators().get(i), left, right)) {
        return false;
      }
      left = right;
    }
    return true;
  }

  /** A text may be called: that of a variable that is none. */
  private Object call(Object function, Arguments arguments, Scope scope) {
    if (!(function instanceof Values.Function known)) {
      String what =
          function instanceof Values.Undefined undefined
              ? "the function '" + undefined.name() + "' is not known"
              : Values.kind(function) + " cannot be called";
      throw new TemplateException(what);
    }
    budget.enterCall();
    try {
      return known.call(all(arguments.positional(), scope), named(arguments, scope));
    } catch (IndexOutOfBoundsException e) {
      throw new TemplateException("a function is called with too few arguments");
    } finally {
      budget.leaveCall();
    }
  }

  private List<Object> all(List<Expression> expressions, Scope scope) {
    List<Object> values = new ArrayList<>(expressions.size());
    expressions.forEach(e -> values.add(evaluate(e, scope)));
    return values;
  }

  private Map<String, Object> named(Arguments arguments, Scope scope) {
    Map<String, Object> values = new LinkedHashMap<>();
    arguments.named().forEach((name, value) -> values.put(name, evaluate(value, scope)));
    return values;
  }

  private Map<String, Object> map(Expression.Dictionary dictionary, Scope scope) {
    Map<String, Object> map = Values.map();
    for (int i = 0; i < dictionary.keys().size(); i++) {
      Object key = evaluate(dictionary.keys().get(i), scope);
      if (!(key instanceof String name)) {
        throw new TemplateException("the key of a mapping is %s".formatted(Values.kind(key)));
      }
      map.put(name, evaluate(dictionary.values().get(i), scope));
    }
    return map;
  }

  private Optional<Long> bound(Optional<Expression> bound, Scope scope) {
    return bound
        .map(expression -> Optional.ofNullable(evaluate(expression, scope)))
        .orElse(Optional.empty())
        .map(Operators::integer);
  }
}
