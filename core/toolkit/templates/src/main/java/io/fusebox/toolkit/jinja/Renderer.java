package io.fusebox.toolkit.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Executes statements; one for each rendering. */
final class Renderer {
  private final Budget budget = new Budget();
  private final Evaluator evaluator = new Evaluator(budget);

  /** How a body ended. */
  private enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  String render(List<Statement> template, Map<String, Object> variables) {
    Map<String, Object> all = Globals.all(budget);
    all.putAll(variables);
    StringBuilder out = new StringBuilder();
    run(template, Scope.of(all).inner(), out);
    return out.toString();
  }

  private Flow run(List<Statement> body, Scope scope, StringBuilder out) {
    for (Statement statement : body) {
      Flow flow = run(statement, scope, out);
      if (flow != Flow.ON) {
        return flow;
      }
    }
    return Flow.ON;
  }

  private Flow run(Statement statement, Scope scope, StringBuilder out) {
    if (statement instanceof Statement.Text text) {
      append(text.text(), out);
    } else if (statement instanceof Statement.Output output) {
      append(PythonText.str(evaluator.evaluate(output.value(), scope)), out);
    } else if (statement instanceof Statement.If branch) {
      return conditional(branch, scope, out);
    } else if (statement instanceof Statement.For loop) {
      loop(loop, scope, out);
    } else if (statement instanceof Statement.Assign assign) {
      assign(assign.targets(), evaluator.evaluate(assign.value(), scope), scope);
    } else if (statement instanceof Statement.AssignAttribute assign) {
      setAttribute(assign, scope);
    } else if (statement instanceof Statement.AssignBlock block) {
      capture(block, scope);
    } else if (statement instanceof Statement.Macro macro) {
      scope.set(macro.name(), (Values.Function) (args, named) -> call(macro, args, named, scope));
    } else if (statement instanceof Statement.Block block) {
      return run(block.body(), scope, out);
    } else if (statement instanceof Statement.With with) {
      return run(with.body(), within(with, scope), out);
    } else if (statement instanceof Statement.Jump jump) {
      return jump.ends() ? Flow.BREAK : Flow.CONTINUE;
    }
    return Flow.ON;
  }

  private void append(String text, StringBuilder out) {
    budget.spend(text.length());
    Budget.requireSize((long) out.length() + text.length());
    out.append(text);
  }

  private Flow conditional(Statement.If branch, Scope scope, StringBuilder out) {
    for (int i = 0; i < branch.conditions().size(); i++) {
      if (Values.truth(evaluator.evaluate(branch.conditions().get(i), scope))) {
        return run(branch.bodies().get(i), scope, out);
      }
    }
    return run(branch.otherwise(), scope, out);
  }

  private void loop(Statement.For loop, Scope scope, StringBuilder out) {
    List<Object> items = new ArrayList<>();
    Iterator<Object> all = Values.iterator(evaluator.evaluate(loop.items(), scope));
    while (all.hasNext()) {
      Object item = all.next();
      budget.spend(0);
      Scope tried = scope.inner();
      assign(loop.targets(), item, tried);
      if (loop.filter().isEmpty() || Values.truth(evaluator.evaluate(loop.filter().get(), tried))) {
        items.add(item);
      }
    }
    if (items.isEmpty()) {
      run(loop.otherwise(), scope.inner(), out);
    }
    for (int i = 0; i < items.size(); i++) {
      Scope turn = scope.inner();
      turn.set("loop", LoopVariable.of(items, i));
      assign(loop.targets(), items.get(i), turn);
      if (run(loop.body(), turn, out) == Flow.BREAK) {
        return;
      }
    }
  }

  private Scope within(Statement.With with, Scope scope) {
    Scope inner = scope.inner();
    for (int i = 0; i < with.targets().size(); i++) {
      inner.set(with.targets().get(i), evaluator.evaluate(with.values().get(i), scope));
    }
    return inner;
  }

  private static void assign(List<String> targets, Object value, Scope scope) {
    if (targets.size() == 1) {
      scope.set(targets.get(0), value);
      return;
    }
    List<Object> items = Values.items(value);
    if (items.size() != targets.size()) {
      throw new TemplateException(
          "%d values cannot be assigned to %d variables".formatted(items.size(), targets.size()));
    }
    for (int i = 0; i < items.size(); i++) {
      scope.set(targets.get(i), items.get(i));
    }
  }

  private void setAttribute(Statement.AssignAttribute assign, Scope scope) {
    if (!(scope.get(assign.namespace()) instanceof Values.Namespace namespace)) {
      throw new TemplateException(
          "'%s' is not a namespace, so its '%s' cannot be set"
              .formatted(assign.namespace(), assign.attribute()));
    }
    namespace.attributes().put(assign.attribute(), evaluator.evaluate(assign.value(), scope));
  }

  private void capture(Statement.AssignBlock block, Scope scope) {
    StringBuilder captured = new StringBuilder();
    run(block.body(), scope.inner(), captured);
    Scope named = scope.inner();
    named.set(Statement.AssignBlock.CAPTURED, captured.toString());
    scope.set(block.target(), evaluator.evaluate(block.captured(), named));
  }

  private Object call(
      Statement.Macro macro, List<Object> args, Map<String, Object> named, Scope scope) {
    Scope inner = scope.inner();
    Map<String, Object> left = new LinkedHashMap<>(named);
    int required = macro.parameters().size() - macro.defaults().size();
    for (int i = 0; i < macro.parameters().size(); i++) {
      String name = macro.parameters().get(i);
      if (i < args.size()) {
        inner.set(name, args.get(i));
      } else if (left.containsKey(name)) {
        inner.set(name, left.remove(name));
      } else if (i >= required) {
        inner.set(name, evaluator.evaluate(macro.defaults().get(i - required), inner));
      } else {
        inner.set(name, new Values.Undefined(name));
      }
    }
    if (!left.isEmpty() || args.size() > macro.parameters().size()) {
      throw new TemplateException(
          "the macro '%s' is called with arguments that it does not have".formatted(macro.name()));
    }
    StringBuilder out = new StringBuilder();
    run(macro.body(), inner, out);
    return out.toString();
  }
}
