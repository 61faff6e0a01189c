package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Embedding;
import io.fusebox.toolkit.tensor.GatedFeedForward;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.RmsNorm;
import io.fusebox.toolkit.tensor.RotaryHeads;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Reads a PLM that is built as Llama from a checkpoint.
 *
 * @param scale 1 / sqrt(d_head), shared by all layers
 */
public record RotaryReader(RotaryConfig config, Activation activation, NDArray scale) {
  private static final String PREFIX = "model";

  /** Old files have it in each layer; it follows from the configuration. */
  private static final String COMPUTED = "self_attn.rotary_emb.inv_freq";

  /**
   * Reads a PLM.
   *
   * @param owner owns its tensors
   * @param tokenizer gives the tokenizer when it is first asked for
   * @throws io.fusebox.api.FuseboxException when the checkpoint lacks a tensor
   */
  public static CausalPlm load(
      Checkpoint checkpoint, RotaryConfig config, NDManager owner, Supplier<Tokenizer> tokenizer) {
    Parameters root = new Parameters(checkpoint, owner);
    Parameters model = root.has(PREFIX + ".norm.weight") ? root.under(PREFIX) : root;
    Embedding read =
        Embedding.read(model.under("embed_tokens"), config.vocabulary(), config.width());
    RotaryReader reader =
        new RotaryReader(
            config,
            Activation.named(config.activation(), owner),
            Attention.scale(read.weight(), config.headWidth()));
    Linear head = CausalHead.read(root, read.weight(), config.tied());
    Embedding tokens =
        read.held(root); // before the layers, so that the table is not in memory twice
    SpecialIds special = SpecialIds.read(checkpoint, config.vocabulary());
    CausalStack stack = reader.stack(model, head);
    return new CausalPlm(
        new CausalModel(
            special.spec(stack),
            special.tokenizer(config.vocabulary(), tokenizer),
            tokens::apply,
            stack,
            special::generation,
            root));
  }

  private CausalStack stack(Parameters model, Linear head) {
    model.leave("rotary_emb.");
    return new RotaryStack(
        config.width(),
        config.longest(),
        new PrefixShape(config.layers(), config.keyHeads(), config.headWidth()),
        RotaryFrequencies.of(config.rotary(), config.headWidth()),
        IntStream.range(0, config.layers())
            .mapToObj(i -> layer(model.under("layers." + i)))
            .toList(),
        norm(model.under("norm"), config.width()),
        head);
  }

  private RotaryLayer layer(Parameters layer) {
    layer.leave(COMPUTED);
    return new RotaryLayer(
        norm(layer.under("input_layernorm"), config.width()),
        attention(layer.under("self_attn")),
        norm(layer.under("post_attention_layernorm"), config.width()),
        mlp(layer.under("mlp")));
  }

  private RotaryAttention attention(Parameters module) {
    int d = config.width();
    int all = config.heads() * config.headWidth();
    int keys = config.keyHeads() * config.headWidth();
    RotaryConfig.Extras extras = config.extras();
    RotaryHeads heads =
        new RotaryHeads(
            linear(module.under("q_proj"), d, all, extras.queryBias()),
            linear(module.under("k_proj"), d, keys, extras.queryBias()),
            linear(module.under("v_proj"), d, keys, extras.queryBias()),
            extras.headNorms() ? norm(module.under("q_norm"), config.headWidth()) : null,
            extras.headNorms() ? norm(module.under("k_norm"), config.headWidth()) : null,
            config.heads(),
            config.keyHeads());
    Linear out = linear(module.under("o_proj"), all, d, extras.outputBias());
    return new RotaryAttention(heads, scale, out);
  }

  private GatedFeedForward mlp(Parameters module) {
    boolean bias = config.extras().mlpBias();
    return new GatedFeedForward(
        linear(module.under("gate_proj"), config.width(), config.inner(), bias),
        activation,
        linear(module.under("up_proj"), config.width(), config.inner(), bias),
        linear(module.under("down_proj"), config.inner(), config.width(), bias));
  }

  private static Linear linear(Parameters module, int in, int out, boolean bias) {
    return bias ? Linear.read(module, in, out) : Linear.readWithoutBias(module, in, out);
  }

  private RmsNorm norm(Parameters module, int width) {
    return RmsNorm.read(module, width, config.eps());
  }
}
