package io.fusebox.runtime.engine.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.runtime.engine.pipeline.ComponentIdentity;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.progress.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests at the same time. */
@Timeout(120)
class ConcurrentFeaturesTest {
  @TempDir Path folder;
  private final GatedEncoder encoder = new GatedEncoder();
  private final ModalityInput modalityInput =
      new ModalityInput(
          "image", Modality.IMAGE, encoder, new ComponentIdentity("gated", "1"), false);
  private FeatureStore store;
  private Path slow;
  private Path fast;

  /** Gives an input's first byte; the byte 7 passes a gate. */
  private static final class GatedEncoder implements ModalityEncoder {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger encoded = new AtomicInteger();
    private final AtomicBoolean fails = new AtomicBoolean();

    @Override
    public Modality modality() {
      return Modality.IMAGE;
    }

    @Override
    public long featureSize() {
      return 1;
    }

    @Override
    public NDArray decode(NDManager manager, byte[] file) {
      return manager.create(new float[] {file[0]});
    }

    @Override
    public NDArray encode(NDArray input) {
      float first = input.toFloatArray()[0];
      if (first == 7 || first == 0) {
        encoded.incrementAndGet();
        entered.countDown();
        try {
          gate.await();
        } catch (InterruptedException e) {
          throw new FuseboxException("interrupted", e);
        }
        if (fails.getAndSet(false)) {
          throw new FuseboxException("it fails once");
        }
      }
      return input.expandDims(1);
    }
  }

  @BeforeEach
  void writeInputs() throws IOException {
    store = new FeatureStore(folder.resolve("features"));
    slow = Files.write(folder.resolve("slow"), new byte[] {7});
    fast = Files.write(folder.resolve("fast"), new byte[] {3});
  }

  private static <T> T join(FutureTask<T> task) throws Exception {
    return task.get();
  }

  private FutureTask<float[]> asked(List<Thread> started) {
    FutureTask<float[]> task = new FutureTask<>(() -> store.features(modalityInput, slow).data());
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    started.add(thread);
    return task;
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      assertTrue(thread.isAlive(), "it did not wait");
      Thread.onSpinWait();
    }
  }

  @Test
  void slowEncodingOfOneInputDelaysNoOther() throws Exception {
    List<Thread> threads = new ArrayList<>();
    float[] cached = store.features(modalityInput, fast).data();
    FutureTask<float[]> hanging = asked(threads);
    encoder.entered.await();
    assertArrayEquals(cached, store.features(modalityInput, fast).data());
    Path other = Files.write(folder.resolve("other"), new byte[] {4});
    assertArrayEquals(new float[] {4}, store.features(modalityInput, other).data());
    store.forget(new ComponentIdentity("another", "1"));
    encoder.gate.countDown();
    assertArrayEquals(new float[] {7}, join(hanging));
  }

  @Test
  void slowEncodingOfABlankDelaysNoInput() throws Exception {
    FutureTask<float[]> hanging = new FutureTask<>(() -> store.blank(modalityInput, fast).data());
    new Thread(hanging).start();
    encoder.entered.await();
    assertArrayEquals(new float[] {3}, store.features(modalityInput, fast).data());
    encoder.gate.countDown();
    assertArrayEquals(new float[] {0}, join(hanging));
    assertArrayEquals(new float[] {0}, store.blank(modalityInput, slow).data());
    assertEquals(1, encoder.encoded.get(), "a blank of the same shape is made once");
  }

  @Test
  void featuresAreMadeOnceForAllThatAskAtTheSameTime() throws Exception {
    List<Thread> threads = new ArrayList<>();
    FutureTask<float[]> first = asked(threads);
    encoder.entered.await();
    FutureTask<float[]> second = asked(threads);
    awaitWaiting(threads.get(1));
    encoder.gate.countDown();
    assertArrayEquals(new float[] {7}, join(first));
    assertArrayEquals(new float[] {7}, join(second));
    assertEquals(1, encoder.encoded.get());
    assertEquals(1, store.misses());
    assertEquals(1, store.hits());
  }

  @Test
  void whoeverWaitsTriesItselfWhenTheOtherFailed() throws Exception {
    List<Thread> threads = new ArrayList<>();
    encoder.fails.set(true);
    FutureTask<float[]> first = asked(threads);
    encoder.entered.await();
    FutureTask<float[]> second = asked(threads);
    awaitWaiting(threads.get(1));
    encoder.gate.countDown();
    assertInstanceOf(
        FuseboxException.class,
        assertThrows(ExecutionException.class, () -> join(first)).getCause());
    assertArrayEquals(new float[] {7}, join(second));
    assertEquals(2, encoder.encoded.get());
  }

  @Test
  void featuresThatCouldNotBeMadeAreTriedAgain() {
    encoder.gate.countDown();
    encoder.fails.set(true);
    assertThrows(FuseboxException.class, () -> store.features(modalityInput, slow));
    assertArrayEquals(new float[] {7}, store.features(modalityInput, slow).data());
  }

  @Test
  void waitingEndsWhenInterruptedAndTheNextRequestMayTry() throws Exception {
    List<Thread> threads = new ArrayList<>();
    FutureTask<float[]> hanging = asked(threads);
    encoder.entered.await();
    FutureTask<float[]> waiting = asked(threads);
    awaitWaiting(threads.get(1));
    threads.get(1).interrupt();
    Throwable why = assertThrows(ExecutionException.class, () -> join(waiting)).getCause();
    assertTrue(why.getMessage().contains("interrupted"), why.getMessage());
    FutureTask<float[]> next = asked(threads);
    while (encoder.encoded.get() < 2) {
      assertTrue(threads.get(2).isAlive());
      Thread.onSpinWait();
    }
    encoder.gate.countDown();
    assertArrayEquals(new float[] {7}, join(next));
    assertArrayEquals(new float[] {7}, join(hanging));
  }

  @Test
  void inputsOfTheSameBytesAreMadeOnceWithinARequest() throws IOException {
    encoder.gate.countDown();
    Path twin = Files.write(folder.resolve("twin"), new byte[] {7});
    var found = store.all(modalityInput, List.of(slow, twin, fast, slow), ProgressListener.NONE);
    assertEquals(List.of(7f, 7f, 3f, 7f), found.stream().map(tensor -> tensor.data()[0]).toList());
    assertEquals(1, encoder.encoded.get());
  }
}
