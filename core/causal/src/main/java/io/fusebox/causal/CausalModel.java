package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Tokenizer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The parts of a decoder-only model, as its family reads them from a checkpoint.
 *
 * @param tokenizer gives the tokenizer when it is first asked for
 * @param embedding token ids {@code [b, s]} to embeddings {@code [b, s, d]}
 * @param generation gives the checkpoint's generation options when they are first asked for
 * @param parameters all that was read
 */
public record CausalModel(
    PlmSpec spec,
    Supplier<Tokenizer> tokenizer,
    UnaryOperator<NDArray> embedding,
    CausalStack stack,
    Supplier<GenerationConfig> generation,
    Parameters parameters) {}
