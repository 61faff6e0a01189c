package io.fusebox.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.EncoderSession;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.tensor.HostTensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The paper's questions about images: 20 prompt vectors, one image vector (or 197, all that a
 * ViT-base gives), 12 words. All that the PLM reads is random.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@State(Scope.Benchmark)
public class BenchmarkState {
  @Param({"BASE"})
  private ModelSize size;

  @Param({"FLOAT32", "BFLOAT16"})
  private Precision precision;

  @Param({"1", "197"})
  private int imageVectors;

  @Param({"BART_PROMPTFUSE", "BART_BLINDPROMPT", "LLAMA_PROMPTFUSE"})
  private BenchmarkVariant variant;

  private final Random random = new Random(1);

  private final Map<Integer, HostTensor> images = new HashMap<>();

  private NDManager owner;
  private Plm plm;
  private EncoderSession session;
  private HostTensor prompt;

  /** Makes PLM and prompt. */
  @Setup(Level.Trial)
  public void open() {
    owner = NDManager.newBaseManager();
    plm = variant.plm(size, precision, owner);
    session = plm.openEncoder(owner);
    prompt = normal(new Shape(Jobs.PROMPTS, plm.spec().width()));
  }

  /** Frees everything. */
  @TearDown(Level.Trial)
  public void close() {
    session.close();
    owner.close();
  }

  Plm plm() {
    return plm;
  }

  /** The prompt {@code [n, d]}, as it comes from the host for each batch. */
  NDArray prompt(NDManager manager) {
    return prompt.toTensor(manager);
  }

  /** New questions about other images than before; {@code prompt}'s manager owns them. */
  PlmInput ask(int examples, NDArray prompt) {
    NDManager manager = prompt.getManager();
    HostTensor features = nextImages(examples);
    Segments image = Segments.of(Segment.unpadded("image", features.toTensor(manager)));
    long[] ids = random.longs((long) examples * Jobs.WORDS, 3, plm.spec().vocabulary()).toArray();
    NDArray words = plm.embed(manager.create(ids, new Shape(examples, Jobs.WORDS)));
    Segments text = Segments.of(Segment.unpadded(Segment.TEXT, words));
    PlmInput fused =
        variant.strategy().fuse(new FusionInput(image, text, Map.of("prompt", prompt)));
    return variant.seen(fused.withPositions(plm.usualPositions()));
  }

  /** Encodes for answering; what is blind apart is kept. */
  EncoderOutput encode(PlmInput input) {
    return session.encode(input);
  }

  /**
   * To draw all numbers of an image for each call would take longer than many a job. A new one is
   * enough for a PLM that keeps the states of what it has seen.
   */
  private HostTensor nextImages(int examples) {
    Shape shape = new Shape(examples, imageVectors, plm.spec().width());
    HostTensor drawn = images.computeIfAbsent(examples, n -> normal(shape));
    drawn.data()[0] = (float) random.nextGaussian();
    return drawn;
  }

  private HostTensor normal(Shape shape) {
    float[] numbers = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return new HostTensor(shape, numbers);
  }
}
