package io.fusebox.plm.t5;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.FeedForward;
import io.fusebox.toolkit.tensor.GatedFeedForward;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.RmsNorm;
import java.util.function.UnaryOperator;

/** Reads the parts that encoder and decoder layers share. No part has a bias. */
record T5LayerReader(T5Config config, Activation activation) {

  /** T5's scores are not scaled: its training made up for that in the weights. */
  Attention attention(Parameters module) {
    int d = config.width();
    int inner = config.heads() * config.headWidth();
    return new Attention(
        Linear.readWithoutBias(module.under("q"), d, inner),
        Linear.readWithoutBias(module.under("k"), d, inner),
        Linear.readWithoutBias(module.under("v"), d, inner),
        Linear.readWithoutBias(module.under("o"), inner, d),
        config.heads(),
        null);
  }

  UnaryOperator<NDArray> feedForward(Parameters module) {
    int d = config.width();
    int inner = config.feedForward().inner();
    Linear out = Linear.readWithoutBias(module.under("wo"), inner, d);
    if (!config.feedForward().gated()) {
      Linear in = Linear.readWithoutBias(module.under("wi"), d, inner);
      return new FeedForward(in, activation, out)::apply;
    }
    Linear in = Linear.readWithoutBias(module.under("wi_0"), d, inner);
    Linear gate = Linear.readWithoutBias(module.under("wi_1"), d, inner);
    return new GatedFeedForward(in, activation, gate, out)::apply;
  }

  RmsNorm norm(Parameters module) {
    return RmsNorm.read(module, config.width(), config.eps());
  }
}
