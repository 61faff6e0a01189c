package io.fusebox.runtime.workspace.archive;

import static io.fusebox.api.settings.Settings.require;
import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.Assembler;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.storage.ProcessLock;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.host.FelixHost;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.Locations;
import io.fusebox.runtime.host.NativeEngine;
import io.fusebox.runtime.training.versions.TrainedVersions;
import io.fusebox.runtime.workspace.archive.ArchiveManifest.ArchivedModel;
import io.fusebox.runtime.workspace.archive.ArchiveManifest.ArchivedPlugin;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.FileNames;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Installs what an archive holds. Everything is unpacked into a folder of its own and assembled
 * there; only a pipeline that answers is installed, its file last, so that nobody sees a half.
 *
 * @param as the pipeline's name here; empty = as it was called
 * @param replace whether it may take the place of another pipeline of its name
 * @param withPlugins whether jars of the archive may run, and be installed where they are missing
 * @param models folders of models that are not in the archive, by their names
 */
public record PipelineImport(
    FuseboxHome home,
    Workspace workspace,
    Optional<String> as,
    boolean replace,
    boolean withPlugins,
    Map<String, Path> models) {
  private static final String STAGING = ".import-";

  /**
   * Imports an archive.
   *
   * @return what was done, one sentence each
   * @throws FuseboxException when it is damaged, does not fit what is here, or would take another
   *     pipeline's place; then nothing has changed
   */
  public List<String> install(Path archive) {
    workspace.requireWritable();
    NativeEngine.touch(workspace.root());
    return ProcessLock.acquire(
            workspace.run().resolve("import.lock"),
            holder -> "another import into this workspace is under way, in %s".formatted(holder))
        .during(() -> locked(archive));
  }

  private List<String> locked(Path archive) {
    try {
      clearStaging();
      Path staging = Files.createTempDirectory(workspace.root(), STAGING);
      try {
        Path unpacked = Files.createDirectory(staging.resolve("archive"));
        return checked(new ArchiveReader(archive).unpack(unpacked), unpacked, staging);
      } finally {
        clearStaging();
      }
    } catch (IOException e) {
      throw new FuseboxException(
          "cannot import into %s: %s".formatted(workspace.root(), IoErrorMessage.of(e)), e);
    }
  }

  /** Also what an import left that was killed. */
  private void clearStaging() throws IOException {
    try (Stream<Path> all = Files.list(workspace.root())) {
      for (Path left : all.filter(f -> f.getFileName().toString().startsWith(STAGING)).toList()) {
        delete(left);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private List<String> checked(ArchiveManifest manifest, Path unpacked, Path staging)
      throws IOException {
    String name = as.orElse(manifest.pipeline());
    require(
        name.matches("[\\p{L}\\p{N}_][\\p{L}\\p{N} ._-]{0,99}") && !name.endsWith("."),
        "a pipeline's name must be letters, digits, '.', '_' and '-', found '%s'".formatted(name));
    Map<String, ModelPlaces.Place> places =
        new ModelPlaces(workspace, home.models(), models).of(manifest);
    try (FelixHost host = new FelixHost(pluginFolders(manifest, unpacked))) {
      List<ArchivedPlugin> missing = missing(manifest, host);
      Path tried = staged(manifest, unpacked, staging, name, places, true);
      try (Pipeline pipeline =
          new Assembler(host).assemble(PipelineFile.read(tried, home.models()))) {
        Path weights = unpacked.resolve(ArchiveManifest.WEIGHTS);
        WeightFile.load(weights, pipeline);
        Path text = staged(manifest, unpacked, staging, name, places, false);
        TrainedVersions versions = TrainedVersions.of(workspace, pipeline.spec());
        requireFree(name, text, versions, pipeline, weights);
        return installed(manifest, unpacked, places, missing, name, text, versions, pipeline);
      }
    }
  }

  /** Installed plug-ins come before those of the archive. */
  private List<Path> pluginFolders(ArchiveManifest manifest, Path unpacked) {
    List<Path> folders = new ArrayList<>(new Locations(home, workspace).plugins());
    boolean brings = manifest.plugins().stream().anyMatch(ArchivedPlugin::archived);
    if (withPlugins && brings) {
      folders.add(unpacked.resolve("plugins"));
    }
    return folders;
  }

  /**
   * The plug-ins that are to be installed.
   *
   * @throws FuseboxException when one is not to be had, naming it and what to do
   */
  private List<ArchivedPlugin> missing(ArchiveManifest manifest, FelixHost host) {
    Set<String> live = host.registered().stream().map(f -> f.id()).collect(Collectors.toSet());
    List<ArchivedPlugin> toInstall = new ArrayList<>();
    for (ArchivedPlugin plugin : manifest.plugins()) {
      if (!live.contains(plugin.id())) {
        throw new FuseboxException(
            "the pipeline needs the plug-in %s (version %s), which is not installed: %s"
                .formatted(plugin.id(), plugin.version(), remedy(plugin)));
      }
      host.jarOf(plugin.id())
          .filter(jar -> jar.endsWith(plugin.entry()) && !isInstalled(jar))
          .ifPresent(jar -> toInstall.add(plugin));
    }
    return toInstall;
  }

  private boolean isInstalled(Path jar) {
    return new Locations(home, workspace).plugins().contains(jar.getParent());
  }

  private String remedy(ArchivedPlugin plugin) {
    if (!plugin.archived()) {
      return "put its jar into %s, or export again with --plugins".formatted(workspace.plugins());
    }
    return withPlugins
        ? "its jar in the archive does not run in this Fusebox; get one that was built for it"
        : "its jar is in the archive; give --plugins if you trust where it comes from, for it is"
            + " code that runs";
  }

  /** The pipeline's file as it is to be here, or as it can be tried before models are installed. */
  private Path staged(
      ArchiveManifest manifest,
      Path unpacked,
      Path staging,
      String name,
      Map<String, ModelPlaces.Place> places,
      boolean toTry)
      throws IOException {
    Path folder = Files.createDirectories(staging.resolve(toTry ? "tried" : "pipelines"));
    Map<String, String> names =
        manifest.models().stream()
            .collect(
                Collectors.toMap(
                    ArchivedModel::reference,
                    model -> {
                      ModelPlaces.Place place = requireNonNull(places.get(model.reference()));
                      boolean inArchive = toTry && place.install().isPresent();
                      boolean inWorkspace = toTry && place.reference().startsWith("../models/");
                      return inArchive
                          ? unpackedModel(unpacked, model).toString()
                          : inWorkspace
                              ? workspace
                                  .pipelines()
                                  .resolve(place.reference())
                                  .normalize()
                                  .toString()
                              : place.reference();
                    }));
    byte[] text =
        PipelineText.of(
            unpacked.resolve(ArchiveManifest.PIPELINE),
            model -> {
              require(
                  names.containsKey(model),
                  "the archive's manifest does not name the model %s of its pipeline"
                      .formatted(model));
              return requireNonNull(names.get(model));
            });
    return Files.write(FileNames.in(folder, name + ".yaml"), text);
  }

  private static Path unpackedModel(Path unpacked, ArchivedModel model) {
    Path folder = unpacked.resolve("models").resolve(model.name());
    return model.isFile() ? folder.resolve(ArchiveManifest.FILE) : folder;
  }

  private void requireFree(
      String name, Path text, TrainedVersions versions, Pipeline pipeline, Path weights)
      throws IOException {
    Path existing = new Locations(home, workspace).pipeline(name);
    if (replace || !Files.exists(existing)) {
      return;
    }
    boolean same = Files.mismatch(existing, text) == -1;
    Path live = versions.liveFile(pipeline);
    boolean trained = Files.exists(live);
    require(
        same
            && (!trained
                || versions.version(live).digest().equals(versions.version(weights).digest())),
        "there is another pipeline %s here, %s%s; import it under another name with --as NAME, or give --replace to have this one in its place"
            .formatted(name, existing, same ? ", with other weights" : ""));
  }

  private List<String> installed(
      ArchiveManifest manifest,
      Path unpacked,
      Map<String, ModelPlaces.Place> places,
      List<ArchivedPlugin> plugins,
      String name,
      Path text,
      TrainedVersions versions,
      Pipeline pipeline)
      throws IOException {
    List<String> done = new ArrayList<>();
    for (ArchivedModel model : manifest.models()) {
      Optional<Path> install = requireNonNull(places.get(model.reference())).install();
      if (install.isPresent()) {
        Files.createDirectories(workspace.models());
        if (Files.exists(install.get())) {
          delete(install.get());
        }
        Files.move(
            unpacked.resolve("models").resolve(model.name()),
            install.get(),
            StandardCopyOption.ATOMIC_MOVE);
        done.add("model %s".formatted(install.get()));
      }
    }
    for (ArchivedPlugin plugin : plugins) {
      Path jar = workspace.plugins().resolve(plugin.id() + ".jar");
      AtomicFile.write(jar, Files.readAllBytes(unpacked.resolve(plugin.entry())));
      done.add("plug-in %s".formatted(jar));
    }
    done.add(
        "weights %s"
            .formatted(versions.adopt(unpacked.resolve(ArchiveManifest.WEIGHTS), pipeline).id()));
    Path existing = new Locations(home, workspace).pipeline(name);
    if (!Files.exists(existing) || Files.mismatch(existing, text) != -1) {
      Path file =
          workspace.owns(existing) ? existing : workspace.pipelines().resolve(name + ".yaml");
      AtomicFile.write(file, Files.readAllBytes(text));
      done.add("pipeline %s".formatted(file));
    }
    return done;
  }
}
