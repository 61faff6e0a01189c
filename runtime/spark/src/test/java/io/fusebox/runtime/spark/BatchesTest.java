package io.fusebox.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final int ROWS = 1_000_000;
  private static final int SIZE = 32;

  @Test
  void aMillionRowsAreNeverInMemoryTogether() {
    AtomicInteger read = new AtomicInteger();
    List<Integer> sizes = new ArrayList<>();
    Iterator<Row> rows =
        IntStream.range(0, ROWS).mapToObj(i -> row(read.getAndIncrement())).iterator();
    Batches batches =
        new Batches(
            rows,
            SIZE,
            batch -> {
              sizes.add(batch.size());
              return batch;
            });
    int given = 0;
    while (batches.hasNext()) {
      assertEquals(given++, batches.next().getInt(0));
      assertTrue(read.get() - given < SIZE);
    }
    assertEquals(ROWS, given);
    assertEquals(ROWS / SIZE, sizes.size());
  }

  @Test
  void theLastBatchIsSmaller() {
    List<Integer> sizes = new ArrayList<>();
    Batches batches =
        new Batches(
            IntStream.range(0, 5).mapToObj(BatchesTest::row).iterator(),
            3,
            batch -> {
              sizes.add(batch.size());
              return batch;
            });
    batches.forEachRemaining(row -> {});
    assertEquals(List.of(3, 2), sizes);
  }

  private static Row row(int number) {
    return RowFactory.create(number);
  }
}
