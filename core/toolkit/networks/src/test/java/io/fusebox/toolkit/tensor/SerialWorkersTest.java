package io.fusebox.toolkit.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SerialWorkersTest {
  @Test
  void resultsComeInTheOrderOfTheWork() {
    CountDownLatch second = new CountDownLatch(1);
    try (SerialWorkers workers = new SerialWorkers(2)) {
      Callable<Integer> waits =
          () -> {
            second.await();
            return 1;
          };
      Callable<Integer> ends =
          () -> {
            second.countDown();
            return 2;
          };
      assertEquals(List.of(1, 2), workers.all(List.of(waits, ends)));
    }
  }

  @Test
  void eachComputesOnOneThreadAndOthersAsBefore() throws Exception {
    int before = SerialWorkers.cores();
    try (SerialWorkers workers = new SerialWorkers(3)) {
      Callable<Integer> threads = JniUtils::getNumThreads;
      assertEquals(List.of(1, 1, 1), workers.all(List.of(threads, threads, threads)));
      assertEquals(before, SerialWorkers.cores());
      assertEquals(before, CompletableFuture.supplyAsync(SerialWorkers::cores, newThread()).get());
    }
    assertEquals(before, SerialWorkers.cores());
  }

  private static Executor newThread() {
    return work -> new Thread(work).start();
  }

  @Test
  void aFailureIsThrownWhenAllHaveEnded() {
    AtomicInteger ended = new AtomicInteger();
    try (SerialWorkers workers = new SerialWorkers(2)) {
      Callable<Integer> fails =
          () -> {
            throw new IllegalArgumentException("no");
          };
      Callable<Integer> works = ended::incrementAndGet;
      assertThrows(IllegalArgumentException.class, () -> workers.all(List.of(fails, works, works)));
      assertEquals(2, ended.get());
    }
  }
}
