package io.fusebox.encoder.ast;

import ai.djl.ndarray.NDManager;
import io.fusebox.testkit.GoldenCase;

/** The model of the reference case. */
final class TinyAst {
  static final GoldenCase CASE = GoldenCase.of("ast-tiny");

  private TinyAst() {}

  static Ast read(NDManager manager, Ast.Features features) {
    return Ast.read(new Ast.Config(features, 60), CASE.checkpoint(), manager);
  }
}
