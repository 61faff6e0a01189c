package io.fusebox.strategy.promptfuse;

import io.fusebox.fusion.FusionStrategy;
import io.fusebox.fusion.Prompt;
import io.fusebox.fusion.Prompt.Position;
import io.fusebox.fusion.PromptEncoder;
import io.fusebox.testkit.StrategyContract;

/** The contract with every other setting than the usual. */
class EncodedPromptTest implements StrategyContract {
  @Override
  public FusionStrategy strategy() {
    return new PromptFuse(new Prompt(3, Position.MIDDLE, PromptEncoder.LSTM));
  }
}
