package io.fusebox.encoder.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.settings.Settings;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The files that {@code make.py} made, and what PyTorch computed with them. */
final class ScriptFiles {
  private ScriptFiles() {}

  static Path file(String name) {
    try {
      return Path.of(ScriptFiles.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static NDArray number(NDManager manager, String name) {
    return SafetensorsFile.open(file("numbers.safetensors")).read(manager, name);
  }

  /** An encoder of one of the files; images have 16 x 16 pixels unless something else is given. */
  static TorchScriptEncoder encoder(NDManager owner, String name, Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    if (!"audio".equals(all.get("input"))) {
      all.putIfAbsent("size", 16);
    }
    return TorchScriptEncoder.read(
        Settings.read(TorchScriptConfig.class, all, "torchscript"), file(name), owner);
  }
}
