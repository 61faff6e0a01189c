package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase.Models;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PromptFuse and BlindPrompt, in the plain form and in the authors' ({@code authors.*}, positions
 * per segment): forward, the prompt's gradient, a few steps of Adam. Linear before a prompt, and
 * JointProj in both forms, through the live strategies: forward and gradients.
 */
final class PromptFuseVerifier implements CaseVerifier {
  private static final Pattern PROMPTS =
      Pattern.compile("((authors\\.)?(promptfuse|blind))\\.(.+)");
  private static final Pattern PROJECTIONS =
      Pattern.compile("(linear|jointproj|authors\\.jointproj)\\.(.+)");

  @Override
  public boolean knows(String caseName) {
    return caseName.matches("promptfuse(-.*)?");
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    Plm plm = models.plm();
    Map<String, PromptOutputs> prompts = new HashMap<>();
    Map<String, StrategyOutputs> projections = new HashMap<>();
    StrategyVariants arms = new StrategyVariants(of, plm, manager, models);
    return TensorCase.rows(
        of,
        manager,
        name -> {
          Matcher prompt = PROMPTS.matcher(name);
          Matcher projection = PROJECTIONS.matcher(name);
          if (prompt.matches()) {
            return prompts
                .computeIfAbsent(
                    prompt.group(1), a -> new PromptOutputs(arm(of, plm, prompt), manager))
                .output(prompt.group(4));
          } else if (projection.matches()) {
            return projections
                .computeIfAbsent(projection.group(1), a -> new StrategyOutputs(arm(arms, a)))
                .output(projection.group(2));
          }
          return Optional.empty();
        });
  }

  private static PromptVariant arm(VerificationCase of, Plm plm, Matcher prompt) {
    boolean authors = prompt.group(2) != null;
    return new PromptVariant(of, plm, prompt.group(1), authors, prompt.group(3).equals("blind"));
  }

  /** The plain form joins features to padded words too; the authors' places everything first. */
  private static StrategyVariant arm(StrategyVariants arms, String name) {
    return switch (name) {
      case "linear" -> arms.linear();
      case "jointproj" ->
          arms.jointproj(
              "", "pooled_visual", Map.of("zero-at-padding", false, "place-first", false));
      default ->
          arms.jointproj(
              "authors_",
              "authors_pooled_visual_d",
              Map.of("zero-at-padding", true, "place-first", true));
    };
  }
}
