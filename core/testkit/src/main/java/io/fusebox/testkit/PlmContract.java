package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plm.Tokenizer;
import org.junit.jupiter.api.Test;

/** The contract of every PLM: of its encoder, of its decoder, of blind segments, and of itself. */
public interface PlmContract extends PlmEncodingContract, PlmBlindContract, PlmDecodingContract {
  /** A new PLM of at least 99 tokens and 40 positions whose tensors {@code owner} owns. */
  @Override
  Plm plm(NDManager owner);

  @Test
  default void describesItself() {
    PlmBench.with(
        this::plm,
        bench -> {
          PlmSpec spec = bench.plm().spec();
          assertFalse(spec.modelType().isBlank(), "the model type");
          assertFalse(spec.hash().isBlank(), "the checkpoint's hash");
          assertTrue(spec.width() > 0, "the width");
          assertTrue(spec.maxPositions() >= 40, "positions: " + spec.maxPositions());
          assertTrue(spec.vocabulary() >= 99, "tokens: " + spec.vocabulary());
          for (long token : new long[] {spec.decoderStart(), spec.pad(), spec.eos()}) {
            assertTrue(token >= 0 && token < spec.vocabulary(), "no token: " + token);
          }
        });
  }

  @Test
  default void embedsTokensOnTheManagerOfTheirIds() {
    PlmBench.with(
        this::plm,
        bench -> {
          NDArray embedded = bench.plm().embed(bench.batch().create(PlmBench.TWO_TEXTS));
          assertEquals(new Shape(2, 4, bench.width()), embedded.getShape());
          assertEquals(bench.batch(), embedded.getManager());
        });
  }

  @Test
  default void ownsEveryParameterAndThereAreSome() {
    PlmBench.with(
        this::plm,
        bench -> {
          assertFalse(bench.plm().parameters().isEmpty(), "it has no parameters");
          bench
              .plm()
              .parameters()
              .forEach((name, tensor) -> assertEquals(bench.model(), tensor.getManager(), name));
        });
  }

  /** Where the PLM's tests have its tokenizer. */
  @Test
  default void readsBackWhatItsTokenizerWrote() {
    PlmBench.with(
        this::plm,
        bench -> {
          if (!hasTokenizer()) {
            return;
          }
          Tokenizer tokenizer = bench.plm().tokenizer();
          long[] ids = tokenizer.encode("what is it?");
          assertEquals("what is it?", tokenizer.decode(ids).strip());
          assertEquals(ids.length, tokenizer.tokens(ids).size());
          assertArrayEquals(ids, tokenizer.encode("what is it?"));
          for (long id : ids) {
            assertTrue(id >= 0 && id < bench.plm().spec().vocabulary(), "no token: " + id);
          }
        });
  }

  /** Whether {@link #plm} has a tokenizer; a model without its tokenizer's files has none. */
  default boolean hasTokenizer() {
    return true;
  }
}
