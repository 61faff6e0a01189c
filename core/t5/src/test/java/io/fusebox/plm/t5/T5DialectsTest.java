package io.fusebox.plm.t5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.Plm;
import io.fusebox.fixtures.ModelFolders;
import io.fusebox.fixtures.Tensors;
import io.fusebox.plm.t5.T5Output.Head;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.checkpoint.CheckpointWriter;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What T5s of both generations of transformers say. */
class T5DialectsTest {
  private static final Path V11 = GoldenCase.of("t5v11-tiny").folder();
  private static final Path V10 = GoldenCase.of("t5-tiny").folder();

  @TempDir Path folder;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({
    "true, , true, TABLE",
    "false, , false, OWN",
    "true, false, false, OWN_OR_TABLE",
    "true, true, true, OWN_OR_TABLE",
    "false, false, false, OWN",
    ", , true, TABLE",
    ", false, false, OWN_OR_TABLE",
  })
  void headAndScaleAreDecidedApart(Boolean tied, Boolean scales, boolean scaled, Head head) {
    ObjectNode json = Configs.empty();
    json.put("tie_word_embeddings", tied).put("scale_decoder_outputs", scales);
    assertEquals(new T5Output(scaled, head), T5Output.of(json));
  }

  /** The same weights; the configuration as transformers 5 writes it. */
  @ParameterizedTest
  @ValueSource(strings = {"t5v11-tiny", "t5-tiny"})
  void savedAgainItIsTheSameModel(String name) {
    CheckpointFolder old = GoldenCase.of(name).checkpoint();
    ObjectNode config = old.config().deepCopy();
    config.put("scale_decoder_outputs", config.get("tie_word_embeddings").booleanValue());
    config.put("tie_word_embeddings", true).put("dtype", "float32").remove("torch_dtype");
    CheckpointFolder anew = written(config, tensors(old));
    Plm before = T5Case.load(old, manager);
    Plm after = T5Case.load(anew, manager);
    assertEquals(List.of(), old.unreadTensors());
    assertEquals(List.of(), anew.unreadTensors());
    NDArray x = Tensors.normal(manager, new Shape(1, 3, 32), 1);
    assertEquals(logits(before, x), logits(after, x));
  }

  private static List<Number> logits(Plm t5, NDArray x) {
    PlmInput input = PlmInput.join(Segments.of(Segment.unpadded(Segment.TEXT, x)));
    NDArray ids = x.getManager().create(new long[][] {{0, 5, 7}});
    return List.of(t5.decode(t5.encode(input), ids).logits().toArray());
  }

  @Test
  void aHeadThatDiffersFromTheTableItIsTiedToIsRefused() {
    CheckpointFolder old = CheckpointFolder.open(V11);
    ObjectNode config = old.config().deepCopy();
    CheckpointFolder tied = written(config.put("tie_word_embeddings", true), tensors(old));
    FuseboxException e = assertThrows(FuseboxException.class, () -> T5Case.load(tied, manager));
    assertTrue(e.getMessage().contains("'lm_head.weight' of its own"), e.getMessage());
  }

  @Test
  void aHeadThatIsTheTableOnceMoreIsFine() {
    CheckpointFolder old = CheckpointFolder.open(V10);
    Map<String, NDArray> tensors = tensors(old);
    tensors.put("lm_head.weight", tensors.get("shared.weight"));
    CheckpointFolder twice = written(old.config(), tensors);
    T5Case.load(twice, manager);
    assertEquals(List.of(), twice.unreadTensors());
  }

  @Test
  void layersThatTheConfigurationDoesNotCountAreTold() {
    CheckpointFolder old = CheckpointFolder.open(V10);
    ObjectNode config = old.config().deepCopy();
    CheckpointFolder fewer =
        written(config.put("num_layers", 1).put("num_decoder_layers", 2), tensors(old));
    T5Case.load(fewer, manager);
    String unread = fewer.unreadTensors().toString();
    assertTrue(unread.contains("encoder.block.1.layer.0"), unread);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"architectures": ["T5ForConditionalGeneration"], "d_ff": 2048, "d_kv": 64, "d_model": 512,
         "decoder_start_token_id": 0, "dropout_rate": 0.1, "eos_token_id": 1,
         "initializer_factor": 1.0, "is_encoder_decoder": true, "layer_norm_epsilon": 1e-06,
         "model_type": "t5", "n_positions": 512, "num_heads": 8, "num_layers": 6,
         "output_past": true, "pad_token_id": 0, "relative_attention_num_buckets": 32,
         "task_specific_params": {"summarization": {"num_beams": 4}}, "vocab_size": 32128}
        """,
        """
        {"architectures": ["T5ForConditionalGeneration"], "classifier_dropout": 0.0, "d_ff": 2048,
         "d_kv": 64, "d_model": 768, "decoder_start_token_id": 0, "dense_act_fn": "gelu_new",
         "dropout_rate": 0.1, "dtype": "float32", "eos_token_id": 1,
         "feed_forward_proj": "gated-gelu", "initializer_factor": 1.0, "is_decoder": false,
         "is_encoder_decoder": true, "is_gated_act": true, "layer_norm_epsilon": 1e-06,
         "model_type": "t5", "n_positions": 512, "num_decoder_layers": 12, "num_heads": 12,
         "num_layers": 12, "output_past": true, "pad_token_id": 0,
         "relative_attention_max_distance": 128, "relative_attention_num_buckets": 32,
         "scale_decoder_outputs": false, "tie_word_embeddings": true,
         "transformers_version": "5.1.0", "use_cache": true, "vocab_size": 32128}
        """
      })
  void aPublishedConfigurationIsUnderstood(String config) throws IOException {
    CheckpointFolder checkpoint = CheckpointFolder.open(ModelFolders.of(folder, config));
    T5Config.read(checkpoint.config());
    assertEquals(List.of(), checkpoint.unreadTensors());
  }

  private CheckpointFolder written(JsonNode config, Map<String, NDArray> tensors) {
    CheckpointWriter.write(folder, config, tensors, Dtype.F32);
    return CheckpointFolder.open(folder);
  }

  private Map<String, NDArray> tensors(CheckpointFolder from) {
    SafetensorsFile file = SafetensorsFile.open(from.folder().resolve("model.safetensors"));
    Map<String, NDArray> tensors = new TreeMap<>();
    file.names().forEach(name -> tensors.put(name, file.readFloat(manager, name)));
    return tensors;
  }
}
