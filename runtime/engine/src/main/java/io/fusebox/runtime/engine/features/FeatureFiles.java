package io.fusebox.runtime.engine.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.storage.FormatVersion;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.safetensors.SafetensorsWriter;
import io.fusebox.toolkit.tensor.HostTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kept features on disk: one safetensors file for each, by encoder and input. Where they cannot be
 * written, answers are the same and only slower: that is reported once.
 */
final class FeatureFiles {
  private static final Logger LOG = LoggerFactory.getLogger(FeatureFiles.class);
  private static final String NAME = "features";

  private final Optional<Path> folder;
  private final AtomicBoolean told = new AtomicBoolean();

  /** Without a folder, nothing is on disk. */
  FeatureFiles(Optional<Path> folder) {
    this.folder = folder;
  }

  Optional<HostTensor> read(FeatureKey key) {
    return file(key)
        .filter(Files::exists)
        .flatMap(file -> opened(file).flatMap(kept -> read(file, kept)));
  }

  private static Optional<SafetensorsFile> opened(Path file) {
    try {
      return Optional.of(SafetensorsFile.open(file));
    } catch (FuseboxException e) {
      return Optional.empty(); // A damaged file is computed again and replaced.
    }
  }

  /** A later Fusebox's file is not to be replaced. */
  private static Optional<HostTensor> read(Path file, SafetensorsFile kept) {
    if (FormatVersion.of(file, kept.metadata()) == FormatVersion.NONE) {
      return Optional.empty();
    }
    try (NDManager manager = NDManager.newBaseManager()) {
      return Optional.of(HostTensor.of(kept.read(manager, NAME)));
    } catch (FuseboxException e) {
      return Optional.empty();
    }
  }

  void write(FeatureKey key, HostTensor features) {
    file(key).ifPresent(file -> write(file, features));
  }

  private void write(Path file, HostTensor features) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = Map.of(NAME, features.toTensor(manager));
      SafetensorsWriter.write(file, tensors, FormatVersion.metadata(), Dtype.F32);
    } catch (FuseboxException e) {
      if (told.compareAndSet(false, true)) {
        LOG.warn(
            "features cannot be kept in {} ({}); they stay in memory until this ends",
            folder.orElse(file),
            e.getCause() instanceof IOException io ? IoErrorMessage.of(io) : e.getMessage());
      }
    }
  }

  private Optional<Path> file(FeatureKey key) {
    return folder.map(
        root ->
            root.resolve(key.encoder())
                .resolve(key.input().substring(0, 2))
                .resolve(key.input() + ".safetensors"));
  }
}
