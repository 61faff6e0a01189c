package io.fusebox.encoder.ast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.audio.Waveform;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reference's numbers. */
class AstGoldenTest {
  private static final double TOLERANCE = 1e-4;

  private final NDManager manager = NDManager.newBaseManager();
  private final GoldenCase golden = TinyAst.CASE;

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void everyOutputOfClipsThatAreShorterOrLongerThanTheModelHears() {
    Ast ast = TinyAst.read(manager, Ast.Features.SEQUENCE);
    Map<String, NDArray> outputs = ast.outputs(sounds(ast));
    assertEquals(golden.outputs().names(), outputs.keySet());
    outputs.forEach(
        (name, found) -> Tensors.assertClose(golden.output(manager, name), found, TOLERANCE, name));
  }

  @Test
  void sequenceIsTheLastHiddenState() {
    Ast ast = TinyAst.read(manager, Ast.Features.SEQUENCE);
    NDArray expected = golden.output(manager, "last_hidden_state");
    Tensors.assertClose(expected, ast.encode(sounds(ast)), TOLERANCE, "sequence");
  }

  @Test
  void pooledIsThePoolersOutput() {
    Ast ast = TinyAst.read(manager, Ast.Features.POOLED);
    NDArray expected = golden.output(manager, "pooler_output").expandDims(1);
    Tensors.assertClose(expected, ast.encode(sounds(ast)), TOLERANCE, "pooled");
  }

  private NDArray sounds(Ast ast) {
    NDList decoded = new NDList();
    for (int i = 0; i < golden.inputs().names().size(); i++) {
      float[] samples = golden.input(manager, "waveform." + i).toFloatArray();
      decoded.add(ast.decode(manager, new Waveform(16_000, samples).toWav()));
    }
    return NDArrays.stack(decoded);
  }
}
