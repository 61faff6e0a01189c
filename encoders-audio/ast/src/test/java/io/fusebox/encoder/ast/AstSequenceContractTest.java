package io.fusebox.encoder.ast;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.EncoderContract;

class AstSequenceContractTest implements EncoderContract {
  @Override
  public ModalityEncoder encoder(NDManager owner) {
    return TinyAst.read(owner, Ast.Features.SEQUENCE);
  }

  @Override
  public NDArray input(NDManager manager, long seed) {
    return Tensors.normal(manager, new Shape(64, 32), seed);
  }
}
