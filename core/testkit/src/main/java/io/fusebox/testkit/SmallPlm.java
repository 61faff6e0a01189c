package io.fusebox.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.settings.Settings;
import io.fusebox.seq2seq.DecoderLayer;
import io.fusebox.seq2seq.DecoderStack;
import io.fusebox.seq2seq.EncoderLayer;
import io.fusebox.seq2seq.EncoderStack;
import io.fusebox.seq2seq.Seq2SeqModel;
import io.fusebox.seq2seq.Seq2SeqPlm;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.Embedding;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.TensorScope;
import io.fusebox.toolkit.text.ByteTokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A small PLM for tests of whatever needs one: it reads and says bytes, and was never trained. Its
 * encoder is its embeddings; its decoder is one layer that attends to itself and to them.
 */
public final class SmallPlm {
  private static final int WIDTH = 16;
  private static final int HEADS = 2;
  private static final int POSITIONS = 512;
  private static final double SPREAD = 0.4;

  private SmallPlm() {}

  /** The same for every call; {@code owner} owns its tensors. */
  public static Plm of(NDManager owner) {
    var config = JsonNodeFactory.instance.objectNode().put("init_std", SPREAD);
    Checkpoint checkpoint = new UntrainedCheckpoint(Path.of("small"), config, 1, name -> true);
    Parameters parameters = new Parameters(checkpoint, owner);
    ByteTokenizer tokenizer = new ByteTokenizer();
    Embedding tokens = Embedding.read(parameters.under("tokens"), vocabulary(), WIDTH);
    Encoder encoder = new Encoder(positions(parameters.under("encoder")));
    Parameters side = parameters.under("decoder");
    Decoder decoder = new Decoder(tokens, positions(side), List.of(Layer.read(side)));
    return new Seq2SeqPlm(
        new Seq2SeqModel(
            spec(checkpoint),
            () -> tokenizer,
            tokens::apply,
            encoder,
            decoder,
            () -> GenerationConfig.DEFAULTS,
            parameters));
  }

  private static PlmSpec spec(Checkpoint checkpoint) {
    return new PlmSpec(
        "small",
        "small",
        WIDTH,
        vocabulary(),
        POSITIONS,
        ByteTokenizer.PAD,
        ByteTokenizer.PAD,
        ByteTokenizer.END,
        checkpoint.hash());
  }

  private static int vocabulary() {
    return new ByteTokenizer().vocabularySize();
  }

  private static Embedding positions(Parameters side) {
    return Embedding.read(side.under("positions"), POSITIONS, WIDTH);
  }

  private static NDArray placed(Embedding positions, NDArray embeddings, long first) {
    int end = Math.toIntExact(first + embeddings.getShape().get(1));
    Settings.require(end <= POSITIONS, "the small PLM has " + POSITIONS + " positions alone");
    NDArray ids = embeddings.getManager().arange((int) first, end, 1, DataType.INT64);
    return embeddings.add(positions.apply(ids));
  }

  private record Encoder(Embedding positions) implements EncoderStack {
    @Override
    public long width() {
      return WIDTH;
    }

    @Override
    public List<EncoderLayer> layers() {
      return List.of();
    }

    @Override
    public PrefixShape prefix() {
      return new PrefixShape(0, HEADS, WIDTH / HEADS);
    }

    @Override
    public NDArray place(NDArray embeddings, long first, Optional<LayerNorm> norm, String what) {
      Settings.require(norm.isEmpty(), what + " has a normalisation, the small PLM has none");
      return placed(positions, embeddings, first);
    }
  }

  private record Decoder(Embedding tokens, Embedding positions, List<Layer> layers)
      implements DecoderStack {
    @Override
    public NDArray start(NDArray ids, long first) {
      return TensorScope.freeIntermediates(() -> placed(positions, tokens.apply(ids), first));
    }

    @Override
    public NDArray logits(NDArray x) {
      return new Linear(tokens.weight(), null).apply(x);
    }
  }

  private record Layer(Attention self, Attention cross) implements DecoderLayer {
    static Layer read(Parameters side) {
      return new Layer(attention(side.under("self")), attention(side.under("cross")));
    }

    private static Attention attention(Parameters module) {
      Linear query = Linear.read(module.under("query"), WIDTH, WIDTH);
      return new Attention(
          query,
          Linear.read(module.under("key"), WIDTH, WIDTH),
          Linear.read(module.under("value"), WIDTH, WIDTH),
          Linear.read(module.under("out"), WIDTH, WIDTH),
          HEADS,
          Attention.scale(query.weight(), WIDTH / HEADS));
    }

    @Override
    public KeyValue source(NDArray encoded) {
      return cross.keyValue(encoded);
    }

    @Override
    public NDArray apply(
        NDArray x,
        UnaryOperator<KeyValue> past,
        @Nullable NDArray mask,
        KeyValue source,
        NDArray padding) {
      NDArray heard = x.add(self.self(x, past, mask));
      return heard.add(cross.across(heard, source, padding));
    }
  }
}
