package io.fusebox.plm.llama;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.Plm;
import io.fusebox.causal.CausalPlm;
import io.fusebox.testkit.CausalGoldenContract;
import io.fusebox.testkit.PlmCase;
import java.util.List;

class LlamaGoldenTest implements CausalGoldenContract {
  @Override
  public List<String> cases() {
    return List.of("llama-tiny", "llama-tied-tiny", "llama3-tiny");
  }

  @Override
  public List<Long> endTokens() {
    return List.of(2L, 5L);
  }

  @Override
  public Plm load(PlmCase golden) {
    return Llama.load(
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
