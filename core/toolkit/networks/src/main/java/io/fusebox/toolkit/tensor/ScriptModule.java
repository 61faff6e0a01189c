package io.fusebox.toolkit.tensor;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/**
 * A program with its weights in TorchScript, as {@code torch.jit.trace} and {@code
 * torch.jit.script} save it. It is code: it runs with all rights of this process, so its file must
 * come from somebody who is trusted. Thread-safe.
 */
public final class ScriptModule {
  private static final int MOST_WORDS = 300;

  private final Path file;
  private final PtSymbolBlock module;

  private ScriptModule(Path file, PtSymbolBlock module) {
    this.file = file;
    this.module = module;
  }

  /**
   * Loads a program, for inference: layers that are on in training alone are off.
   *
   * @param owner owns the program and its weights
   * @throws FuseboxException when the file is not TorchScript, or of a version that cannot be read
   */
  public static ScriptModule read(Path file, NDManager owner) {
    requireProgram(file);
    try {
      PtSymbolBlock module =
          JniUtils.loadModule((PtNDManager) owner, file, true, new String[0], new String[0], false);
      JniUtils.enableInferenceMode(module);
      return new ScriptModule(file, module);
    } catch (EngineException e) {
      throw new FuseboxException(
          "the TorchScript file %s cannot be loaded, for PyTorch says '%s'; save it again with a PyTorch of about version 2.7"
              .formatted(file, reason(e)),
          e);
    }
  }

  /** Weights alone are a zip too, and so is what {@code torch.export} writes. */
  private static void requireProgram(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      boolean program =
          zip.stream().anyMatch(entry -> entry.getName().matches("[^/]+/constants\\.pkl"))
              && zip.stream().anyMatch(entry -> entry.getName().matches("[^/]+/code/.+"));
      if (!program) {
        throw new FuseboxException(
            "%s holds no TorchScript program, perhaps weights alone; where the model is, call torch.jit.trace(model, example).save(FILE)"
                .formatted(file));
      }
    } catch (IOException e) {
      throw new FuseboxException(
          "%s is not a TorchScript file, or is cut off; where the model is, call torch.jit.trace(model, example).save(FILE)"
              .formatted(file),
          e);
    }
  }

  /**
   * Runs the program on one tensor.
   *
   * @return the tensor that it gives, or all of a tuple, list or dictionary of tensors, owned by
   *     the manager of {@code input}
   * @throws FuseboxException when it fails on such an input, or gives something else than tensors
   */
  public NDList apply(NDArray input) {
    try {
      // Not in the engine's inference mode: tensors made there can never be saved for a gradient.
      return IValueUtils.forward(module, new NDList(input), true);
    } catch (EngineException | UnsupportedOperationException e) {
      throw new FuseboxException(
          "the TorchScript model %s does not take an input %s, or gives no tensors, for PyTorch says '%s'"
              .formatted(file, input.getShape(), reason(e)),
          e);
    }
  }

  /** The last line that says something: what comes before is where in the program it happened. */
  private static String reason(RuntimeException e) {
    String[] lines = String.valueOf(e.getMessage()).strip().split("\\R");
    String last = lines[0];
    for (String line : lines) {
      if (line.startsWith("RuntimeError:")) {
        last = line;
      }
    }
    String words = last.replace('\'', '"').strip();
    return words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) + "..." : words;
  }
}
