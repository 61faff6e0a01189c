package io.fusebox.runtime.workspace.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.ComponentIdentity;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.training.versions.TrainedVersions;
import io.fusebox.runtime.workspace.archive.ArchiveManifest.ArchivedFile;
import io.fusebox.runtime.workspace.archive.ArchiveManifest.ArchivedModel;
import io.fusebox.runtime.workspace.archive.ArchiveManifest.ArchivedPlugin;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.FileDigests;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a pipeline with its trained weights into one file, for another workspace.
 *
 * @param box where the pipeline is
 * @param withModels whether the models that it names go with it
 * @param withPlugins whether the jars of its plug-ins do
 */
public record PipelineExport(Fusebox box, boolean withModels, boolean withPlugins) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** The source of an entry of the archive. */
  private interface Source {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the archive, whole or not at all.
   *
   * @param pipeline the pipeline's file, or its name
   * @return the names of what is in the archive
   * @throws FuseboxException when the pipeline was never trained, or cannot be assembled
   */
  public List<String> write(String pipeline, String fusebox, Path target) {
    Path file = box.pipelineFile(pipeline);
    try (Pipeline assembled = box.assemble(box.spec(pipeline))) {
      TrainedVersions versions = box.versions(assembled.spec());
      box.weights(assembled);
      Path weights = versions.liveFile(assembled);
      Map<String, Source> sources = new LinkedHashMap<>();
      byte[] text = PipelineText.of(file, name -> name);
      sources.put(ArchiveManifest.PIPELINE, out -> out.write(text));
      sources.put(ArchiveManifest.WEIGHTS, out -> Files.copy(weights, out));
      List<ArchivedFile> files =
          new ArrayList<>(
              List.of(
                  new ArchivedFile(ArchiveManifest.PIPELINE, text.length, Sha256.hex(text)),
                  archived(ArchiveManifest.WEIGHTS, weights)));
      List<ArchivedPlugin> plugins = plugins(assembled);
      for (ArchivedPlugin plugin : plugins) {
        if (plugin.archived()) {
          Path jar = box.jarOf(plugin.id()).orElseThrow();
          files.add(archived(plugin.entry(), jar));
          sources.put(plugin.entry(), out -> Files.copy(jar, out));
        }
      }
      ArchiveManifest manifest =
          new ArchiveManifest(
              ArchiveManifest.FORMAT,
              fusebox,
              assembled.spec().name(),
              assembled.spec().strategy(),
              WeightFile.metadata(assembled),
              files,
              models(file, sources),
              plugins);
      manifest.check();
      AtomicFile.write(target, out -> write(manifest, sources, out));
      return List.copyOf(manifest.entries().keySet());
    }
  }

  private List<ArchivedPlugin> plugins(Pipeline pipeline) {
    Map<String, ArchivedPlugin> plugins = new TreeMap<>();
    Stream.concat(
            Stream.of(pipeline.plmIdentity(), pipeline.strategyIdentity(), pipeline.taskIdentity()),
            pipeline.modalityInputs().stream().map(input -> input.identity()))
        .forEach(part -> addPlugins(plugins, part));
    return List.copyOf(plugins.values());
  }

  /** The identity of a chain has the ids of its parts, joined. */
  private void addPlugins(Map<String, ArchivedPlugin> plugins, ComponentIdentity part) {
    String[] ids = part.plugin().split("\\+");
    String[] versions = part.version().split("\\+");
    for (int i = 0; i < ids.length; i++) {
      String version = ids.length == versions.length ? versions[i] : part.version();
      boolean archived = withPlugins && box.jarOf(ids[i]).isPresent();
      plugins.put(ids[i], new ArchivedPlugin(ids[i], version, archived));
    }
  }

  private List<ArchivedModel> models(Path file, Map<String, Source> sources) {
    List<ArchivedModel> models = new ArrayList<>();
    Set<String> names = new HashSet<>();
    NamedModels.of(file, box.home().models())
        .forEach(
            (reference, folder) -> {
              ArchivedModel model = model(reference, folder, names);
              models.add(model);
              if (model.archived()) {
                model
                    .files()
                    .forEach(
                        f ->
                            sources.put(
                                model.entry(f), out -> Files.copy(model.file(folder, f), out)));
              }
            });
    return models;
  }

  private ArchivedModel model(String reference, Path folder, Set<String> names) {
    List<ArchivedFile> files = new ArrayList<>();
    new TreeMap<>(CheckpointFolder.open(folder).digests())
        .forEach(
            (name, digest) ->
                files.add(
                    new ArchivedFile(
                        name,
                        size(Files.isRegularFile(folder) ? folder : folder.resolve(name)),
                        digest)));
    String plain =
        Optional.ofNullable(folder.getFileName())
            .map(Path::toString)
            .orElse("model")
            .replaceAll("[^A-Za-z0-9._+-]", "_")
            .replaceFirst("^[^A-Za-z0-9_]+", "");
    String name = plain.isEmpty() ? "model" : plain.substring(0, Math.min(80, plain.length()));
    while (!names.add(name.toLowerCase(Locale.ROOT))) {
      name += "_";
    }
    return new ArchivedModel(reference, name, folder.toString(), files, withModels);
  }

  private static ArchivedFile archived(String name, Path file) {
    return new ArchivedFile(name, size(file), new FileDigests().of(file));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }

  private static void write(
      ArchiveManifest manifest, Map<String, Source> sources, WritableByteChannel to)
      throws IOException {
    ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(to), 1 << 16));
    zip.setLevel(1); // tensors hardly get smaller
    zip.putNextEntry(new ZipEntry(ArchiveManifest.NAME));
    zip.write(json(manifest));
    for (Map.Entry<String, Source> source : sources.entrySet()) {
      zip.putNextEntry(new ZipEntry(source.getKey()));
      source.getValue().writeTo(zip);
    }
    zip.finish();
    zip.flush();
  }

  private static byte[] json(ArchiveManifest manifest) throws JsonProcessingException {
    return JSON.writeValueAsBytes(manifest);
  }
}
