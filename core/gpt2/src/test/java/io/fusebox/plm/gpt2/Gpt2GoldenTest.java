package io.fusebox.plm.gpt2;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.Plm;
import io.fusebox.causal.CausalPlm;
import io.fusebox.testkit.CausalGoldenContract;
import io.fusebox.testkit.PlmCase;
import java.util.List;

class Gpt2GoldenTest implements CausalGoldenContract {
  @Override
  public List<String> cases() {
    return List.of("gpt2-tiny");
  }

  @Override
  public List<Long> endTokens() {
    return List.of(99L);
  }

  @Override
  public Plm load(PlmCase golden) {
    return Gpt2.load(
        golden.checkpoint("model.safetensors"),
        golden.manager,
        () -> {
          throw new UnsupportedOperationException("the case has no tokenizer");
        });
  }

  @Override
  public NDArray logits(Plm plm, EncoderOutput read) {
    return ((CausalPlm) plm).logits(read);
  }
}
