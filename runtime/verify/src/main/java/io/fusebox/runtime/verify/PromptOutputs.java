package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDManager;
import io.fusebox.runtime.training.Adam;
import io.fusebox.runtime.verify.PromptVariant.OptimizerStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The outputs of one {@link PromptVariant}, by the reference's names after the arm's. */
final class PromptOutputs {
  private static final Pattern ADAM =
      Pattern.compile("adam_lr(\\d+(?:\\.\\d+)?(?:e-?\\d+)?)\\.(\\w+)");
  private static final Pattern NUMBERED = Pattern.compile("(\\w+_step)(\\d{1,4})");

  private final PromptVariant arm;
  private final NDManager manager;
  private final Map<String, Descent> descents = new HashMap<>();
  private @Nullable SequenceOutputs forward;

  PromptOutputs(PromptVariant arm, NDManager manager) {
    this.arm = arm;
    this.manager = manager;
  }

  Optional<TensorValues> output(String name) {
    Matcher adam = ADAM.matcher(name);
    if (adam.matches()) {
      return descent(adam.group(1)).output(adam.group(2));
    } else if (name.equals("prompt_grad")) {
      float[] gradient = arm.step(arm.prompt(manager), manager).gradient();
      return Optional.of(TensorValues.floats(gradient, arm.shape()));
    }
    return forward().output(name);
  }

  private SequenceOutputs forward() {
    if (forward == null) {
      forward = arm.outputs(manager.create(arm.prompt(manager), arm.shape()).duplicate());
    }
    return forward;
  }

  private Descent descent(String rate) {
    return descents.computeIfAbsent(rate, r -> new Descent(Double.parseDouble(r), steps(r)));
  }

  /** The last step of which the case holds anything. */
  private int steps(String rate) {
    String prefix = arm.name() + ".adam_lr" + rate + ".";
    int last = 0;
    for (String name : arm.of().outputs().names()) {
      boolean here = name.startsWith(prefix);
      Matcher numbered = NUMBERED.matcher(here ? name.substring(prefix.length()) : "");
      last = numbered.matches() ? Math.max(last, Integer.parseInt(numbered.group(2))) : last;
    }
    return last;
  }

  /** Where Adam goes from the case's prompt, as far as it is asked for. */
  private final class Descent {
    /** The rate from which Adam's steps are so long that they magnify rounding. */
    private static final double LARGE_RATE = 0.5;

    private static final double AFTER_LARGE_STEPS = 5e-4;

    private final double rate;
    private final int last;
    private final Adam adam = new Adam();
    private final List<float[]> prompts = new ArrayList<>();
    private final List<OptimizerStep> steps = new ArrayList<>();

    Descent(double rate, int last) {
      this.rate = rate;
      this.last = last;
      prompts.add(arm.prompt(manager));
    }

    Optional<TensorValues> output(String name) {
      double allowed = rate < LARGE_RATE ? OutputComparison.FORWARD : AFTER_LARGE_STEPS;
      return computed(name).map(values -> values.within(allowed));
    }

    private Optional<TensorValues> computed(String name) {
      Matcher numbered = NUMBERED.matcher(name);
      if (name.equals("loss_after")) {
        return Optional.of(TensorValues.scalar(step(last).loss()));
      } else if (!numbered.matches() || Integer.parseInt(numbered.group(2)) < 1) {
        return Optional.empty();
      }
      int number = Integer.parseInt(numbered.group(2));
      return switch (numbered.group(1)) {
        case "loss_before_step" -> Optional.of(TensorValues.scalar(step(number - 1).loss()));
        case "prompt_after_step" -> Optional.of(TensorValues.floats(prompt(number), arm.shape()));
        default -> Optional.empty();
      };
    }

    /** The pass over the prompt after this many updates. */
    private OptimizerStep step(int updates) {
      while (steps.size() <= updates) {
        steps.add(arm.step(prompt(steps.size()), manager));
      }
      return steps.get(updates);
    }

    private float[] prompt(int updates) {
      while (prompts.size() <= updates) {
        int done = prompts.size() - 1;
        float[] next = prompts.get(done).clone();
        adam.update("prompt", next, step(done).gradient(), rate);
        prompts.add(next);
      }
      return prompts.get(updates);
    }
  }
}
