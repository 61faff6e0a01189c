package io.fusebox.runtime.itests.plugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.plm.llama.Llama;
import io.fusebox.toolkit.text.LazyTokenizer;
import java.nio.file.Path;
import java.util.Optional;

/** Another implementation of {@code llama}: it holds for likely what the other holds for not. */
public final class OtherLlama {
  private OtherLlama() {}

  /** Its bundle. */
  @Plugin("llama")
  public static final class Module extends PluginModule {
    @Override
    protected void configure() {
      plm(
          Llama.Config.class,
          (config, host) ->
              Llama.load(
                  new NegatedHead(host.checkpoint()),
                  host.manager(),
                  new LazyTokenizer(host.checkpoint().folder())));
    }
  }

  /** A checkpoint whose head has the opposite sign. */
  private record NegatedHead(Checkpoint checkpoint) implements Checkpoint {
    @Override
    public Path folder() {
      return checkpoint.folder();
    }

    @Override
    public JsonNode config() {
      return checkpoint.config();
    }

    @Override
    public boolean has(String name) {
      return checkpoint.has(name);
    }

    @Override
    public Optional<NDArray> tensor(NDManager manager, String name, Shape expected) {
      Optional<NDArray> tensor = checkpoint.tensor(manager, name, expected);
      return name.equals("lm_head.weight") ? tensor.map(NDArray::negi) : tensor;
    }

    @Override
    public String hash() {
      return checkpoint.hash();
    }
  }
}
