package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.plm.gpt2.Gpt2Plugin;
import io.fusebox.plm.llama.LlamaPlugin;
import io.fusebox.plm.qwen.QwenPlugin;
import io.fusebox.runtime.engine.pipeline.TestPlugins;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A reference case, as it is or as a copy that a test damages. */
record CaseFolder(Path path) {
  static CaseFolder golden(String name) {
    return new CaseFolder(io.fusebox.testkit.GoldenCase.of(name).folder());
  }

  /** A copy that still finds its model. */
  CaseFolder copyTo(Path folder) {
    try {
      return new CaseFolder(new io.fusebox.testkit.GoldenCase(path).copyTo(folder));
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

  List<OutputResult> verify() {
    return verify(Precision.FLOAT32);
  }

  List<OutputResult> verify(Precision precision) {
    List<PluginFactory<?>> live = new ArrayList<>(new TestPlugins().registered());
    live.addAll(new ReferenceCases().factories());
    live.addAll(new Gpt2Plugin().factories());
    live.addAll(new LlamaPlugin().factories());
    live.addAll(new QwenPlugin().factories());
    return new CaseRunner(() -> live, precision).run(path);
  }
}
