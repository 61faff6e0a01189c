package io.fusebox.runtime.server.live;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.ComponentSpec;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.live.LivePipeline;
import io.fusebox.runtime.server.system.ModelCatalog;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The models and data sets that a live Fusebox knows of. */
record LiveModelCatalog(LiveFusebox fusebox) implements ModelCatalog {
  private static final long MAX_CONFIG = 16_000_000;

  @Override
  public List<ModelView> models() {
    TreeSet<Path> folders = new TreeSet<>(entries(fusebox.home().models()));
    fusebox.pipelines().all().stream().flatMap(LiveModelCatalog::models).forEach(folders::add);
    return folders.stream().filter(Files::isDirectory).map(this::view).toList();
  }

  private static Stream<Path> models(LivePipeline pipeline) {
    return pipeline.spec().stream()
        .flatMap(LiveModelCatalog::components)
        .flatMap(component -> component.model().stream());
  }

  private static Stream<ComponentSpec> components(PipelineSpec spec) {
    return Stream.of(
            Stream.of(spec.plm()), spec.inputs().values().stream(), spec.strategies().stream())
        .flatMap(components -> components);
  }

  private ModelView view(Path folder) {
    List<String> users =
        fusebox.pipelines().all().stream()
            .filter(pipeline -> models(pipeline).anyMatch(folder::equals))
            .map(LivePipeline::name)
            .toList();
    return new ModelView(
        folder.getFileName().toString(),
        type(folder),
        bytes(folder),
        folder.startsWith(fusebox.home().models()),
        users);
  }

  private static String type(Path folder) {
    try {
      return JsonFile.readObject(folder.resolve("config.json"), MAX_CONFIG)
          .path("model_type")
          .asText();
    } catch (FuseboxException e) {
      return ""; // A folder that cannot be read is listed, and has no type.
    }
  }

  private static long bytes(Path folder) {
    return entries(folder).stream().map(Path::toFile).mapToLong(f -> f.length()).sum();
  }

  @Override
  public List<String> dataSets() {
    return entries(fusebox.workspace().data()).stream()
        .map(file -> file.getFileName().toString())
        .toList();
  }

  @Override
  public List<String> generatedDataSets() {
    return GeneratedData.NAMES;
  }

  /** The files of a folder, without hidden ones; none of one that is not there. */
  private static List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(folder, IoErrorMessage.of(e)), e);
    }
  }
}
