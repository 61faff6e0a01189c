package io.fusebox.runtime.isolated.installed;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.types.Shape;
import io.fusebox.runtime.engine.features.FeatureKey;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.features.FeatureBound;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.NativeEngine;
import io.fusebox.runtime.isolated.BatchFusebox;
import io.fusebox.runtime.isolated.BatchPipeline;
import io.fusebox.runtime.isolated.ShippedPipeline;
import io.fusebox.toolkit.tensor.HostTensor;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The Fusebox whose libraries this class was loaded with. */
public final class InstalledFusebox implements BatchFusebox {
  private final Map<Path, FeatureStore> stores = new ConcurrentHashMap<>();

  @Override
  public ShippedPipeline read(Path home, Path workspace, String pipeline, String strategy) {
    return HostCall.of(
        () ->
            PipelineReader.of(new FuseboxHome(home), new Workspace(workspace))
                .read(pipeline, strategy));
  }

  @Override
  public BatchPipeline open(Path home, ShippedPipeline pipeline, Path models, Path scratch) {
    return HostCall.of(() -> OpenedPipeline.open(new FuseboxHome(home), pipeline, models, scratch));
  }

  @Override
  public void keep(Path workspace, String encoder, String input, int rows, float[] numbers) {
    HostCall.of(
        () -> {
          require(
              encoder.matches("[0-9a-f]{32}") && input.matches("[0-9a-f]{64}"),
              "features are kept by two digests, found '%s' and '%s'; read what the mode 'features' has written"
                  .formatted(encoder, input));
          require(
              rows > 0 && numbers.length > 0 && numbers.length % rows == 0,
              "the features %s have %d numbers in %d rows; read what the mode 'features' has written"
                  .formatted(input, numbers.length, rows));
          Shape shape = new Shape(rows, numbers.length / rows);
          stores
              .computeIfAbsent(workspace, InstalledFusebox::store)
              .keep(new FeatureKey(encoder, input), new HostTensor(shape, numbers));
          return workspace;
        });
  }

  private static FeatureStore store(Path workspace) {
    Workspace kept = new Workspace(workspace);
    kept.requireWritable();
    NativeEngine.touch(workspace);
    return new FeatureStore(kept.features(), FeatureBound.of(System.getenv(FeatureBound.VARIABLE)));
  }
}
