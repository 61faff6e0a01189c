package io.fusebox.runtime.spark;

import io.fusebox.runtime.isolated.BatchPipeline;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/** One task of a job: a partition's rows, a batch at a time, by the pipeline of this JVM. */
record PartitionWork(ExecutorPipeline pipeline, RowMode mode, int batchSize)
    implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    TaskContext task = TaskContext.get();
    BatchPipeline open = pipeline.open(task);
    Scratch scratch = Scratch.create();
    TaskCompletionListener delete = ended -> scratch.close();
    task.addTaskCompletionListener(delete);
    return new Batches(rows, batchSize, batch -> worked(open, scratch, batch));
  }

  private List<Row> worked(BatchPipeline open, Scratch scratch, List<Row> batch) {
    try (RowFiles files = new RowFiles(scratch.folder())) {
      return mode.of(open, files, batch);
    }
  }
}
