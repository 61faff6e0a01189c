package io.fusebox.runtime.spark;

import io.fusebox.runtime.isolated.BatchPipeline;
import io.fusebox.runtime.isolated.ShippedPipeline;
import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline for the tasks of executors.
 *
 * @param home where Fusebox is: an absolute path, or a name of what Spark has shipped
 * @param models what paths in the pipeline's file are relative to, likewise; empty for where the
 *     file was read
 */
record ExecutorPipeline(String home, String models, Broadcast<ShippedPipeline> shipped)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String THREADS = "ai.djl.pytorch.num_threads";
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorPipeline.class);

  /** For a task, until it ends. */
  BatchPipeline open(TaskContext task) {
    ShippedPipeline pipeline = shipped.value();
    String key = String.join("\n", home, models, pipeline.hash());
    BatchPipeline open =
        OpenPipelines.OF_JVM.acquire(key, scratch -> opened(task, pipeline, scratch));
    TaskCompletionListener release = ended -> OpenPipelines.OF_JVM.release(key);
    task.addTaskCompletionListener(release);
    return open;
  }

  private BatchPipeline opened(TaskContext task, ShippedPipeline pipeline, Path scratch) {
    // Read once, when the engine starts: the tasks of a JVM have equally many.
    System.getProperties().putIfAbsent(THREADS, Integer.toString(task.cpus()));
    Path here = place(home);
    Path relative = models.isEmpty() ? Path.of(pipeline.folder()) : place(models);
    long begin = System.nanoTime();
    BatchPipeline open = JvmFusebox.of(here).open(here, pipeline, relative, scratch);
    LOG.info(
        "opened the pipeline {} in {} ms, {} threads a task; {}",
        pipeline,
        (System.nanoTime() - begin) / 1_000_000,
        System.getProperty(THREADS),
        ResidentMemory.now());
    return open;
  }

  /** An absolute path, or where Spark puts archives and files. */
  static Path place(String name) {
    Path path = Path.of(name);
    return (path.isAbsolute() ? path : Path.of(SparkFiles.get(name)).toAbsolutePath()).normalize();
  }
}
