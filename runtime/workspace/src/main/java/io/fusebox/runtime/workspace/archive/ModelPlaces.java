package io.fusebox.runtime.workspace.archive;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.workspace.archive.ArchiveManifest.ArchivedFile;
import io.fusebox.runtime.workspace.archive.ArchiveManifest.ArchivedModel;
import io.fusebox.toolkit.files.FileDigests;
import io.fusebox.toolkit.files.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the models of an archive are here: those of its very bytes, wherever they lie.
 *
 * @param embedded the models that come with Fusebox
 * @param named folders that the user names, by the models' names
 */
record ModelPlaces(Workspace workspace, Path embedded, Map<String, Path> named) {
  /**
   * A model's place.
   *
   * @param reference what the pipeline's file is to say
   * @param install the folder that it must first be put into; empty when it is there
   */
  record Place(String reference, Optional<Path> install) {}

  /**
   * The place of each model, by how the pipeline's file names it.
   *
   * @throws FuseboxException when a model is nowhere, naming it and what to do
   */
  Map<String, Place> of(ArchiveManifest manifest) {
    for (String name : named.keySet()) {
      require(
          manifest.models().stream().anyMatch(m -> m.name().equals(name)),
          "the archive has no model '%s'; it has %s"
              .formatted(name, manifest.models().stream().map(ArchivedModel::name).toList()));
    }
    Map<String, Place> places = new LinkedHashMap<>();
    manifest.models().forEach(model -> places.put(model.reference(), place(model)));
    return places;
  }

  private Place place(ArchivedModel model) {
    Path own = named.get(model.name());
    if (own != null) {
      Path folder = own.toAbsolutePath().normalize();
      require(
          holds(folder, model),
          "%s does not hold the model '%s' that the weights were trained on: its files %s have another SHA-256, or are not there"
              .formatted(folder, model.name(), names(model)));
      return new Place(folder.toString(), Optional.empty());
    }
    Path shipped = embedded.resolve(model.name());
    if (NamedModels.isEmbedded(model.reference()) && holds(shipped, model)) {
      return new Place(model.reference(), Optional.empty());
    }
    Path here = workspace.models().resolve(model.name() + "-" + digest(model));
    String relative =
        "../models/" + here.getFileName() + (model.isFile() ? "/" + ArchiveManifest.FILE : "");
    if (holds(here, model)) {
      return new Place(relative, Optional.empty());
    }
    if (model.archived()) {
      return new Place(relative, Optional.of(here));
    }
    return elsewhere(model);
  }

  /** On the machine that wrote the archive it is where it was. */
  private static Place elsewhere(ArchivedModel model) {
    Path before = Path.of(model.path());
    if (!NamedModels.isEmbedded(model.reference()) && before.isAbsolute() && holds(before, model)) {
      return new Place(before.toString(), Optional.empty());
    }
    throw new FuseboxException(
        "the pipeline needs the model '%s' (%s, with the files %s), which is neither here nor in the archive. Export it again with --models, or name its folder: --model %s=FOLDER"
            .formatted(model.name(), model.reference(), names(model), model.name()));
  }

  private static String names(ArchivedModel model) {
    return String.join(", ", model.files().stream().map(ArchivedFile::name).toList());
  }

  private static boolean holds(Path folder, ArchivedModel model) {
    FileDigests digests = new FileDigests();
    return model.files().stream()
        .allMatch(
            f -> {
              Path file = model.file(folder, f);
              return Files.isRegularFile(file) && digests.of(file).equals(f.sha256());
            });
  }

  private static String digest(ArchivedModel model) {
    TreeMap<String, String> files = new TreeMap<>();
    model.files().forEach(f -> files.put(f.name(), f.sha256()));
    return Sha256.hex(files).substring(0, 8);
  }
}
