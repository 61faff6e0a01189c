package @package@;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plm.Plm;
import io.fusebox.testkit.PlmContract;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.checkpoint.CheckpointWriter;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.safetensors.Dtype;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The contract of every PLM, and the model folders that this one reads. */
class @Type@Test implements PlmContract {
  /** A model to try the plug-in with, which the tests write. */
  private static final Path MODEL =
      Path.of(System.getProperty("basedir", "")).resolve("target/model");

  private static ObjectNode config() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("model_type", "@id@")
        .put("width", 64)
        .put("layers", 2)
        .put("heads", 4)
        .put("inner", 128)
        .put("positions", 512)
        .put("initializer_range", 0.2);
  }

  private static Checkpoint untrained(ObjectNode config) {
    return new UntrainedCheckpoint(MODEL, config, 0, name -> true);
  }

  @Override
  public Plm plm(NDManager owner) {
    return @Type@.load(untrained(config()), owner);
  }

  @Test
  void aModelThatWasWrittenIsReadAsItWas() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Plm made = plm(manager);
      CheckpointWriter.write(MODEL, config(), made.parameters(), Dtype.F32);
      CheckpointFolder folder = CheckpointFolder.open(MODEL);
      Plm read = @Type@.load(folder, manager);
      made.parameters()
          .forEach(
              (name, tensor) ->
                  assertArrayEquals(
                      tensor.toFloatArray(), read.parameters().get(name).toFloatArray(), name));
      // Every field and every tensor is used.
      assertTrue(folder.unreadTensors().isEmpty(), () -> folder.unreadTensors().toString());
    }
  }

  @Test
  void impossibleSizesAreRefused() {
    try (NDManager manager = NDManager.newBaseManager()) {
      for (ObjectNode config :
          new ObjectNode[] {config().put("heads", 5), config().put("layers", 1 << 30)}) {
        assertThrows(FuseboxException.class, () -> @Type@.load(untrained(config), manager));
      }
    }
  }
}
