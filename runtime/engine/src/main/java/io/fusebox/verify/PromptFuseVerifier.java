package io.fusebox.verify;

import ai.djl.ndarray.NDManager;
import io.fusebox.engine.Plugins;
import io.fusebox.plm.Plm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PromptFuse and BlindPrompt, in the plain form and in the authors' ({@code authors.*}, positions
 * per segment): forward, the prompt's gradient, a few steps of Adam. The strategies that project
 * are another matter, and their outputs unsupported here.
 */
final class PromptFuseVerifier implements CaseVerifier {
  private static final Pattern OUTPUT = Pattern.compile("((authors\\.)?(promptfuse|blind))\\.(.+)");

  @Override
  public String kind() {
    return "promptfuse";
  }

  @Override
  public boolean knows(String caseName) {
    return caseName.matches("promptfuse(-.*)?");
  }

  @Override
  public List<Row> verify(GoldenCase of, NDManager manager, Plugins plugins) {
    Plm plm = Models.plm(of, manager, plugins);
    Map<String, PromptOutputs> arms = new HashMap<>();
    return TensorCase.rows(
        of,
        manager,
        name -> {
          Matcher parts = OUTPUT.matcher(name);
          if (!parts.matches()) {
            return Optional.empty();
          }
          boolean authors = parts.group(2) != null;
          boolean blind = parts.group(3).equals("blind");
          return arms.computeIfAbsent(
                  parts.group(1),
                  arm -> new PromptOutputs(new PromptArm(of, plm, arm, authors, blind), manager))
              .output(parts.group(4));
        });
  }
}
