package io.fusebox.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.toolkit.tensor.TensorScope;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An encoder and a batch for it. */
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@State(Scope.Benchmark)
public class EncoderState {
  @Param({"BASE"})
  private ModelSize size;

  @Param({"FLOAT32", "BFLOAT16"})
  private Precision precision;

  @Param({"VIT", "WAV2VEC2"})
  private BenchmarkEncoder encoder;

  private NDManager owner;
  private ModalityEncoder read;
  private NDArray inputs;

  /** Makes encoder and batch. */
  @Setup(Level.Trial)
  public void open() {
    owner = NDManager.newBaseManager();
    read = encoder.read(size, precision, owner);
    inputs = encoder.inputs(size, owner);
  }

  /** Frees everything. */
  @TearDown(Level.Trial)
  public void close() {
    owner.close();
  }

  float encode() {
    try (NDManager call = owner.newSubManager()) {
      return read.encode(TensorScope.viewOn(call, inputs)).getFloat(0, 0, 0);
    }
  }
}
