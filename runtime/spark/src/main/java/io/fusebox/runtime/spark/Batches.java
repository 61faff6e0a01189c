package io.fusebox.runtime.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** The rows of a partition after some work on a few at a time: never more are in memory. */
final class Batches implements Iterator<Row> {
  private final Iterator<Row> rows;
  private final int size;
  private final Function<List<Row>, List<Row>> work;
  private Iterator<Row> done = Collections.emptyIterator();

  Batches(Iterator<Row> rows, int size, Function<List<Row>, List<Row>> work) {
    this.rows = rows;
    this.size = size;
    this.work = work;
  }

  @Override
  public boolean hasNext() {
    return done.hasNext() || rows.hasNext();
  }

  @Override
  public Row next() {
    if (!done.hasNext()) {
      List<Row> batch = new ArrayList<>(size);
      while (batch.size() < size && rows.hasNext()) {
        batch.add(rows.next());
      }
      done = work.apply(batch).iterator();
    }
    return done.next();
  }
}
