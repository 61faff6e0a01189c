package io.fusebox.plm.gpt2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.causal.CausalHead;
import io.fusebox.causal.CausalModel;
import io.fusebox.causal.CausalPlm;
import io.fusebox.causal.SpecialIds;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Embedding;
import io.fusebox.toolkit.tensor.Linear;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * GPT-2 (Radford et al., 2019, "Language Models are Unsupervised Multitask Learners"): learned
 * positions, normalised before each part.
 */
public final class Gpt2 {
  /** GPT-2 has no settings: its checkpoint says everything. */
  public record Config() {}

  private static final String PREFIX = "transformer";

  private final Gpt2Config config;
  private final Activation activation;
  private final NDArray scale;

  private Gpt2(Gpt2Config config, Activation activation, NDArray scale) {
    this.config = config;
    this.activation = activation;
    this.scale = scale;
  }

  /**
   * Reads a GPT-2.
   *
   * @param owner owns its tensors
   * @param tokenizer gives the tokenizer when it is first asked for
   * @throws io.fusebox.api.FuseboxException when the checkpoint is not a GPT-2, or lacks a tensor
   */
  public static CausalPlm load(
      Checkpoint checkpoint, NDManager owner, Supplier<Tokenizer> tokenizer) {
    Gpt2Config config = Gpt2Config.read(checkpoint.config());
    Parameters root = new Parameters(checkpoint, owner);
    Parameters model = root.has(PREFIX + ".wte.weight") ? root.under(PREFIX) : root;
    Embedding read = Embedding.read(model.under("wte"), config.vocabulary(), config.width());
    NDArray scale = Attention.scale(read.weight(), config.width() / config.heads());
    Gpt2 reader = new Gpt2(config, Activation.named(config.activation(), owner), scale);
    Linear head = CausalHead.read(root, read.weight(), config.tied());
    Embedding tokens =
        read.held(root); // before the layers, so that the table is not in memory twice
    SpecialIds special = SpecialIds.read(checkpoint, config.vocabulary());
    Gpt2Stack stack = reader.stack(model, head);
    return new CausalPlm(
        new CausalModel(
            special.spec(stack),
            special.tokenizer(config.vocabulary(), tokenizer),
            tokens::apply,
            stack,
            special::generation,
            root));
  }

  private Gpt2Stack stack(Parameters model, Linear head) {
    return new Gpt2Stack(
        Embedding.read(model.under("wpe"), config.positions(), config.width()),
        IntStream.range(0, config.layers()).mapToObj(i -> layer(model.under("h." + i))).toList(),
        norm(model.under("ln_f")),
        head);
  }

  private Gpt2Layer layer(Parameters layer) {
    int d = config.width();
    layer.leave("attn.bias", "attn.masked_bias"); // the causal mask, which old files hold
    return new Gpt2Layer(
        norm(layer.under("ln_1")),
        Conv1d.read(layer.under("attn.c_attn"), d, 3L * d),
        config.heads(),
        scale,
        Conv1d.read(layer.under("attn.c_proj"), d, d),
        norm(layer.under("ln_2")),
        Conv1d.read(layer.under("mlp.c_fc"), d, config.inner()),
        activation,
        Conv1d.read(layer.under("mlp.c_proj"), config.inner(), d));
  }

  private LayerNorm norm(Parameters module) {
    return LayerNorm.read(module, config.width(), config.eps());
  }
}
