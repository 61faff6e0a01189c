package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.reference.Row;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A reference case, as it is or as a copy that a test damages. */
record CaseFolder(Path path) {
  static CaseFolder golden(String name) {
    try {
      return new CaseFolder(Path.of(CaseFolder.class.getResource("/golden/" + name).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A copy that still finds its model. */
  CaseFolder copyTo(Path folder) {
    try (var files = Files.list(path)) {
      Files.createDirectories(folder);
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
      return new CaseFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CaseFolder write(String file, String content) {
    try {
      Files.writeString(path.resolve(file), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CaseFolder delete(String file) {
    try {
      Files.delete(path.resolve(file));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes the tensors of a file. */
  CaseFolder change(String file, Consumer<Map<String, NDArray>> change) {
    try (NDManager manager = NDManager.newBaseManager()) {
      SafetensorsFile old = SafetensorsFile.open(path.resolve(file));
      Map<String, NDArray> tensors = new HashMap<>();
      old.names().forEach(n -> tensors.put(n, old.read(manager, n)));
      change.accept(tensors);
      SafetensorsWriter.write(path.resolve(file), tensors, Map.of(), Dtype.F32);
      return this;
    }
  }

  List<Row> verify() {
    return new Verify(new io.fusebox.runtime.engine.pipeline.TestPlugins()).run(path);
  }
}
