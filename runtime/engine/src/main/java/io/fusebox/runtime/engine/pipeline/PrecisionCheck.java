package io.fusebox.runtime.engine.pipeline;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.checkpoint.CheckpointWarnings;
import io.fusebox.toolkit.tensor.FreedMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a part can be in the precision that its pipeline asks for. */
final class PrecisionCheck {
  /** Linux's names of the processor's features. */
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private PrecisionCheck() {}

  /**
   * Refuses a part that paid no attention to its precision.
   *
   * @param model what it was read from
   */
  static void requireHeeded(ComponentSpec spec, Optional<CheckpointFolder> model) {
    if (spec.precision() == Precision.FLOAT32 || model.isEmpty()) {
      return;
    }
    require(
        model.get().heededPrecision(),
        "%s holds none of its weights in bfloat16; leave out its 'precision'".formatted(spec.id()));
    FreedMemory.giveBack(); // what the weights took before they were narrowed
    if (!processorHasProducts()) {
      CheckpointWarnings.warnOnce(
          "this processor has no bfloat16 products (neither avx512_bf16 nor amx_bf16 in %s): precision bfloat16 saves memory here, but no time"
              .formatted(PROCESSOR));
    }
  }

  /** Refuses to train what is held in bfloat16: small steps would be lost in it. */
  static void requireFrozen(ComponentSpec spec, boolean thawed) {
    require(
        !thawed || spec.precision() == Precision.FLOAT32,
        "the strategy trains the encoder %s, which must be in float32 for it; leave out its 'precision'"
            .formatted(spec.id()));
  }

  private static boolean processorHasProducts() {
    try {
      String features = Files.readString(PROCESSOR, StandardCharsets.ISO_8859_1);
      return features.contains("avx512_bf16")
          || features.contains("amx_bf16")
          || features.contains(" bf16");
    } catch (IOException e) {
      return true; // not Linux: nothing is known, so nothing is said
    }
  }
}
