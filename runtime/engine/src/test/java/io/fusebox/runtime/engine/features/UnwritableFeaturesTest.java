package io.fusebox.runtime.engine.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.toolkit.tensor.HostTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace below a file can be written by nobody, root included. */
class UnwritableFeaturesTest {
  @TempDir Path folder;

  @Test
  void featuresAreTheSameAndKeptInMemory() throws IOException {
    TinyHome home = TinyHome.in(folder);
    Path file = Files.writeString(folder.resolve("file"), "");
    List<Path> inputs = List.of(folder.resolve("0.bin"), folder.resolve("1.bin"));
    try (Pipeline pipeline = home.assemble()) {
      ModalityInput modalityInput = pipeline.modalityInputs().get(0);
      FeatureStore written = new FeatureStore(folder.resolve("features"));
      FeatureStore unwritable = new FeatureStore(file.resolve("features"));
      List<HostTensor> expected = written.all(modalityInput, inputs, ProgressListener.NONE);
      List<HostTensor> found = unwritable.all(modalityInput, inputs, ProgressListener.NONE);
      for (int i = 0; i < inputs.size(); i++) {
        assertArrayEquals(expected.get(i).data(), found.get(i).data());
      }
      unwritable.prepare(modalityInput, inputs, ProgressListener.NONE);
      assertEquals(inputs.size(), unwritable.hits());
    }
  }
}
