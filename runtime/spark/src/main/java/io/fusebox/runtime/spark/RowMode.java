package io.fusebox.runtime.spark;

import io.fusebox.runtime.isolated.BatchPipeline;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;

/** The work on a batch of rows; each row keeps its columns and gets more of them. */
interface RowMode extends Serializable {
  List<Row> of(BatchPipeline pipeline, RowFiles files, List<Row> rows);
}
