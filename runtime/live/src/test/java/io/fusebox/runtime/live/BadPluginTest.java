package io.fusebox.runtime.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One pipeline has a bad plug-in; another, which shares its PLM, must not notice. */
class BadPluginTest {
  @TempDir Path folder;
  private Live live;
  private String good;

  @BeforeEach
  void start() throws IOException {
    start(Duration.ofMinutes(2));
  }

  /**
   * Starts the system and its good pipeline.
   *
   * @param limit how long an answer and a build may take; only what hangs needs a short one
   */
  private void start(Duration limit) throws IOException {
    Timeouts timeouts = new Timeouts(limit, Duration.ofMillis(300), Duration.ofMillis(300), limit);
    live = Live.in(Files.createTempDirectory(folder, "live"), timeouts);
    live.pipelines().pluginChanges().add(Plugs.strategy("blind", Plugs::blind));
    Path file =
        Files.writeString(
            live.home().folder().resolve("good.yaml"), "plm: bart\nstrategy: blind\n");
    live.pipelines().put(file);
    good = live.askWords("good");
  }

  private void restartWithShortLimit() throws IOException {
    live.close();
    start(Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    live.close();
  }

  private void withEncoder(UnaryOperator<NDArray> encoding) throws IOException {
    live.pipelines().pluginChanges().add(Plugs.encoder("1", encoding));
    live.pipelines().pluginChanges().add(Plugs.strategy("plain", Plugs::plain));
    live.pipelines().put(live.home().pipeline("strategy: plain"));
  }

  private void withStrategy(Function<FusionInput, PlmInput> fusing) throws IOException {
    live.pipelines().pluginChanges().add(Plugs.encoder("1", x -> Plugs.constant(x, 0.5f)));
    live.pipelines().pluginChanges().add(Plugs.strategy("bad", fusing));
    live.pipelines().put(live.home().pipeline("strategy: bad"));
  }

  /** The request fails with the plug-in's id and these words, and the rest goes on. */
  private void assertFails(String... words) {
    FuseboxException failed = assertThrows(FuseboxException.class, () -> live.ask("tiny"));
    for (String word : words) {
      assertTrue(failed.getMessage().contains(word), failed.getMessage());
    }
    assertEquals(good, live.askWords("good"));
    assertEquals(0, live.pipelines().get("tiny").leases());
  }

  @Test
  void anEncoderThatThrowsIsNamed() throws IOException {
    withEncoder(
        x -> {
          throw new IllegalStateException("no good day");
        });
    assertFails("plug-in bytes", "no good day at io.fusebox.runtime.live.BadPluginTest.");
  }

  @Test
  void anEncoderThatOverflowsTheStackIsNamed() throws IOException {
    withEncoder(BadPluginTest::forever);
    assertFails("plug-in bytes", "StackOverflowError");
  }

  private static NDArray forever(NDArray x) {
    return forever(x);
  }

  @Test
  void anEncoderOfAnotherClassPathIsNamed() throws IOException {
    withEncoder(
        x -> {
          throw new NoSuchMethodError("encode2");
        });
    assertFails("plug-in bytes", "encode2");
  }

  @Test
  void featuresOfAWrongShapeAreNamed() throws IOException {
    withEncoder(x -> Plugs.constant(x, 1).squeeze(1));
    assertFails("plug-in bytes", "shape (1, 32), expected (1, m, 32)");
  }

  @Test
  void noFeaturesAreNamed() throws IOException {
    withEncoder(x -> null);
    assertFails("plug-in bytes gave null where it must give features");
  }

  /** An encoder of the right width, to be spoiled. */
  private static class Plain implements ModalityEncoder {
    private final ModalityEncoder plain = new Plugs.Encoder(x -> Plugs.constant(x, Float.NaN));

    @Override
    public Modality modality() {
      return plain.modality();
    }

    @Override
    public long featureSize() {
      return plain.featureSize();
    }

    @Override
    public NDArray encode(NDArray input) {
      return plain.encode(input);
    }

    @Override
    public NDArray decode(NDManager manager, byte[] file) {
      return plain.decode(manager, file);
    }
  }

  private void withEncoder(ModalityEncoder encoder) throws IOException {
    live.pipelines().pluginChanges().add(Plugs.built("1", host -> encoder));
    live.pipelines().pluginChanges().add(Plugs.strategy("plain", Plugs::plain));
    live.pipelines().put(live.home().pipeline("strategy: plain"));
  }

  @Test
  void anEncoderThatReportsNoSizeIsNamedAndNotTheStrategy() throws IOException {
    withEncoder(
        new Plain() {
          @Override
          public long featureSize() {
            return 0;
          }
        });
    assertFails("plug-in bytes reports the feature size 0, expected 1 to");
  }

  @Test
  void anEncoderWhoseSizeFailsIsNamedAndNotTheStrategy() throws IOException {
    withEncoder(
        new Plain() {
          @Override
          public long featureSize() {
            return Long.parseLong("x");
          }
        });
    assertFails("plug-in bytes threw java.lang.NumberFormatException");
  }

  @Test
  void anEncoderWithoutParametersIsNamed() throws IOException {
    withEncoder(
        new Plain() {
          @Override
          public Map<String, NDArray> parameters() {
            return null;
          }
        });
    assertFails("plug-in bytes gave null where it must give its parameters");
  }

  private static final class Unstartable {
    static final int NUMBER = Integer.parseInt("x");
  }

  @Test
  void whatAClassThrowsWhenItIsInitializedIsTold() throws IOException {
    withEncoder(x -> Plugs.constant(x, Unstartable.NUMBER));
    assertFails("NumberFormatException: For input string: \"x\"");
  }

  @Test
  void aDecodedInputThatIsClosedIsNamed() throws IOException {
    withEncoder(
        new Plain() {
          @Override
          public NDArray decode(NDManager manager, byte[] file) {
            NDArray decoded = super.decode(manager, file);
            decoded.close();
            return decoded;
          }
        });
    assertFails("plug-in bytes gave the decoded image closed, expected an open NDArray");
  }

  @Test
  void featuresOfAWrongTypeAreNamed() throws IOException {
    withEncoder(x -> Plugs.constant(x, 1).toType(DataType.FLOAT64, true));
    assertFails("plug-in bytes", "features of type float64, expected float32");
  }

  @Test
  void anEncoderThatRunsOutOfMemoryIsNamed() throws IOException {
    withEncoder(
        x -> {
          throw new OutOfMemoryError("Java heap space");
        });
    assertFails("plug-in bytes threw java.lang.OutOfMemoryError: Java heap space at ");
  }

  @Test
  void featuresThatAreNotFiniteAreNamed() throws IOException {
    withEncoder(x -> Plugs.constant(x, Float.NaN));
    assertFails("plug-in bytes", "not finite");
  }

  @Test
  void aStrategyThatThrowsIsNamed() throws IOException {
    withStrategy(
        in -> {
          throw new IllegalStateException("no good day");
        });
    assertFails("plug-in bad", "no good day");
  }

  @Test
  void aStrategyThatFusesAWrongWidthIsNamed() throws IOException {
    withStrategy(in -> PlmInput.join(segment(in, new Shape(1, 2, 31), 0)));
    assertFails("plug-in bad", "(1, 2, 31)", "(b, s, 32)");
  }

  @Test
  void aStrategyThatFusesNanIsNamed() throws IOException {
    withStrategy(in -> PlmInput.join(segment(in, new Shape(1, 2, 32), Float.NaN), in.text()));
    assertFails("plug-in bad", "not finite");
  }

  @Test
  void aStrategyThatFusesAWrongTypeIsNamed() throws IOException {
    withStrategy(in -> PlmInput.join(in.text().map(s -> s.with(wide(s.embeddings()), s.mask()))));
    assertFails("plug-in bad", "'text' is of type float64, expected float32");
  }

  private static NDArray wide(NDArray x) {
    return x.toType(DataType.FLOAT64, true);
  }

  @Test
  void aStrategyThatMasksByFractionsIsNamed() throws IOException {
    withStrategy(
        in ->
            PlmInput.join(
                in.text()
                    .map(s -> s.with(s.embeddings(), s.mask().toType(DataType.FLOAT32, true)))));
    assertFails("plug-in bad", "mask of type float32, expected int64");
  }

  @Test
  void aStrategyThatFusesExamplesOfSeveralNumbersIsNamed() throws IOException {
    withStrategy(
        in ->
            PlmInput.join(
                segment(in, new Shape(3, 2, 32), 0), segment(in, new Shape(2, 2, 32), 0)));
    assertFails("plug-in bad", "(2, 2, 32)", "expected 3 examples, or 1 for all");
  }

  @Test
  void aStrategyWhosePrefixDoesNotFitIsNamed() throws IOException {
    withStrategy(in -> behind(in, new Shape(9, 1, 2, 3, 16), DataType.FLOAT32, 0));
    assertFails("plug-in bad", "the prefix must be keys and values of [", "found keys of (9, 1");
  }

  @Test
  void aStrategyWhosePrefixIsOfAWrongTypeIsNamed() throws IOException {
    withStrategy(in -> behind(in, FITS, DataType.FLOAT64, 0));
    assertFails("plug-in bad", "a prefix of type float64, expected float32");
  }

  @Test
  void aStrategyWhosePrefixIsNotFiniteIsNamed() throws IOException {
    withStrategy(in -> behind(in, FITS, DataType.FLOAT32, Float.POSITIVE_INFINITY));
    assertFails("plug-in bad", "a prefix with numbers that are not finite");
  }

  /** Of the tiny BART. */
  private static final Shape FITS = new Shape(2, 1, 4, 3, 8);

  private static PlmInput behind(FusionInput in, Shape shape, DataType type, float value) {
    NDManager manager = in.text().list().get(0).embeddings().getManager();
    NDArray numbers = manager.full(shape, value).toType(type, true);
    return PlmInput.join(in.features(), in.text()).withPrefix(new Prefix(numbers, numbers));
  }

  @Test
  void aStrategyThatFusesNothingIsNamed() throws IOException {
    withStrategy(in -> null);
    assertFails("plug-in bad gave null where it must give what the PLM reads");
  }

  private static Segments segment(FusionInput in, Shape shape, float value) {
    NDManager manager = in.text().list().get(0).embeddings().getManager();
    return Segments.of(Segment.unpadded("made", manager.full(shape, value)));
  }

  @Test
  void whatAnEncoderLeaksIsFreedWithTheRequest() throws IOException {
    List<NDArray> leaked = new ArrayList<>();
    withEncoder(
        x -> {
          NDManager own = NDManager.newBaseManager();
          leaked.add(own.create(new float[1000]));
          leaked.add(leaked.get(leaked.size() - 1).add(1));
          return Plugs.constant(x, 0.5f);
        });
    live.ask("tiny");
    assertEquals(2, leaked.size());
    assertTrue(leaked.stream().allMatch(BadPluginTest::isFreed));
  }

  @Test
  void whatAStrategyLeaksIsFreedWithTheRequestAlsoWhatItGives() throws IOException {
    List<NDArray> leaked = new ArrayList<>();
    withStrategy(
        in -> {
          NDManager own = NDManager.newBaseManager();
          NDArray kept = own.full(new Shape(1, 2, 32), 0.1f);
          leaked.add(kept);
          leaked.add(kept.add(1));
          return PlmInput.join(Segments.of(Segment.unpadded("made", kept)), in.text());
        });
    assertNotEquals("", live.ask("tiny"));
    assertEquals(2, leaked.size());
    assertTrue(leaked.stream().allMatch(BadPluginTest::isFreed));
  }

  private static boolean isFreed(NDArray array) {
    return ((ai.djl.pytorch.engine.PtNDArray) array).isReleased();
  }

  @Test
  void aHangIsCutOffAtTheDeadlineAndBlocksNoSwap() throws Exception {
    restartWithShortLimit();
    CountDownLatch over = new CountDownLatch(1);
    AtomicReference<NDArray> input = new AtomicReference<>();
    withEncoder(
        x -> {
          input.set(x);
          waitThrough(over);
          return Plugs.constant(x, 0.5f);
        });
    FuseboxException cut = assertThrows(FuseboxException.class, () -> live.ask("tiny"));
    assertTrue(cut.getMessage().contains("plug-in bytes did not end within"), cut.getMessage());
    assertEquals(good, live.askWords("good"));
    PluginFactory<?> fixed = Plugs.encoder("2", x -> Plugs.constant(x, 0.5f));
    PluginFactory<?> hanging =
        live.pipelines().plugins().registered().stream()
            .filter(f -> f.id().equals("bytes"))
            .findFirst()
            .orElseThrow();
    live.pipelines().pluginChanges().add(fixed);
    live.pipelines().pluginChanges().replace(List.of(hanging), List.of(fixed));
    live.pipelines().pluginChanges().remove(hanging);
    assertNotEquals("", live.ask("tiny"));
    assertFalse(isFreed(input.get()), "memory was freed while the hanging plug-in may use it");
    over.countDown();
    Await.until(
        "the memory of the ended hang is freed", () -> isFreed(input.get()), freed -> freed);
  }

  private static void waitThrough(CountDownLatch over) {
    while (over.getCount() > 0) {
      try {
        over.await();
      } catch (InterruptedException e) {
        // A plug-in that does not listen.
      }
    }
  }

  @Test
  void anEncoderThatHangsWhileItIsBuiltIsGivenUp() throws IOException {
    restartWithShortLimit();
    CountDownLatch over = new CountDownLatch(1);
    live.pipelines()
        .pluginChanges()
        .add(
            Plugs.built(
                "1",
                host -> {
                  waitThrough(over);
                  return new Plugs.Encoder(x -> x);
                }));
    live.pipelines().pluginChanges().add(Plugs.strategy("plain", Plugs::plain));
    live.pipelines().put(live.home().pipeline("strategy: plain"));
    assertEquals(PipelineState.FAILED, live.status("tiny").state());
    assertTrue(live.status("tiny").note().contains("plug-in bytes did not end"));
    assertEquals(good, live.askWords("good"));
    over.countDown();
  }
}
