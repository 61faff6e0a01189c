package io.fusebox.strategy.blindprompt;

import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.testkit.StrategyContract;
import io.fusebox.toolkit.prompt.Prompt;
import io.fusebox.toolkit.prompt.Prompt.Position;
import io.fusebox.toolkit.prompt.PromptEncoder;

/** The contract with every other setting than the usual. */
class EncodedPromptTest implements StrategyContract {
  @Override
  public FusionStrategy strategy() {
    return new BlindPrompt(new Prompt(3, Position.END, PromptEncoder.LINEAR));
  }
}
