package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase;
import io.fusebox.runtime.engine.plugins.Plugins;
import io.fusebox.runtime.host.FelixHost;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.verify.CaseRunner;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.testkit.ReferenceCaseContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The contract of every kind of reference case, of those that come with Fusebox, with its bundles.
 */
class ReferenceCasesContractTest {
  private static FelixHost host;

  @BeforeAll
  static void start() {
    host = new FelixHost(FuseboxHome.current().plugins());
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static List<PluginFactory<ReferenceCase>> kinds() {
    return host.of(ReferenceCase.class);
  }

  @Test
  void everyKindIsHere() {
    Set<String> tested =
        Stream.of(ReferenceCasesContractTest.class.getDeclaredClasses())
            .filter(type -> type.isAnnotationPresent(Nested.class))
            .map(type -> type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase())
            .map(name -> name + "-case")
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> live =
        kinds().stream().map(PluginFactory::id).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(live, tested);
  }

  /** A kind on one of the reference's cases. */
  private abstract static class Golden implements ReferenceCaseContract {
    private final String kind;
    private final String name;

    Golden(String kind, String name) {
      this.kind = kind;
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    /** As {@code fusebox verify} runs it. */
    @Override
    public ReferenceCase reference() {
      PluginFactory<ReferenceCase> factory =
          kinds().stream().filter(f -> f.id().equals(kind)).findFirst().orElseThrow();
      return new ReferenceCase() {
        @Override
        public boolean knows(String caseName) {
          return Plugins.component(factory).knows(caseName);
        }

        @Override
        public List<OutputResult> verify(Path folder, Models models) {
          return new CaseRunner(host).run(folder);
        }
      };
    }

    /** Some cases have their model in the folder of another. */
    @Override
    public Path write(Path folder) throws IOException {
      GoldenCase golden = GoldenCase.of(name);
      String model = golden.meta().path("model").asText("");
      if (model.startsWith("../")) {
        String other = model.substring("../".length());
        GoldenCase.of(other).copyTo(folder.resolve(other));
      }
      return golden.copyTo(folder.resolve(name));
    }
  }

  /** A case whose outputs stand in cases.json, in addition to what they are computed from. */
  private abstract static class Texts extends Golden {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Set<String> given;

    Texts(String kind, String name, Set<String> given) {
      super(kind, name);
      this.given = given;
    }

    @Override
    public void spoil(Path folder) throws IOException {
      var file = folder.resolve("cases.json").toFile();
      JSON.writeValue(file, spoilt(JSON.readTree(file)));
    }

    private JsonNode spoilt(JsonNode node) {
      JsonNodeFactory json = JsonNodeFactory.instance;
      if (node instanceof ObjectNode object) {
        ObjectNode all = json.objectNode();
        object
            .properties()
            .forEach(
                e ->
                    all.set(
                        e.getKey(),
                        given.contains(e.getKey()) ? e.getValue() : spoilt(e.getValue())));
        return all;
      } else if (node instanceof ArrayNode array) {
        ArrayNode all = json.arrayNode();
        array.forEach(each -> all.add(spoilt(each)));
        return all;
      } else if (node.isIntegralNumber()) {
        return json.numberNode(node.asLong() == 0 ? 1 : node.asLong() - 1);
      } else if (node.isNumber()) {
        return json.numberNode(node.asDouble() + 1);
      } else if (node.isBoolean()) {
        return json.booleanNode(!node.asBoolean());
      }
      return json.textNode(node.asText() + "x");
    }
  }

  @Nested
  class Ast extends Golden {
    Ast() {
      super("ast-case", "ast-tiny");
    }
  }

  @Nested
  class Dinov2 extends Golden {
    Dinov2() {
      super("dinov2-case", "dinov2-tiny");
    }
  }

  @Nested
  class Gpt2 extends Golden {
    Gpt2() {
      super("gpt2-case", "gpt2-tiny");
    }
  }

  @Nested
  class Llama extends Golden {
    Llama() {
      super("llama-case", "llama-tiny");
    }
  }

  @Nested
  class Qwen extends Golden {
    Qwen() {
      super("qwen-case", "qwen3-tiny");
    }
  }

  @Nested
  class Siglip extends Golden {
    Siglip() {
      super("siglip-case", "siglip-vision-tiny");
    }
  }

  @Nested
  class Whisper extends Golden {
    Whisper() {
      super("whisper-case", "whisper-tiny");
    }
  }

  @Nested
  class Bart extends Golden {
    Bart() {
      super("bart-case", "bart-tiny");
    }
  }

  @Nested
  class BartEmbeds extends Golden {
    BartEmbeds() {
      super("bart-embeds-case", "bart-tiny-embeds");
    }
  }

  @Nested
  class BartScaled extends Golden {
    BartScaled() {
      super("bart-scaled-case", "bart-tiny-scaled");
    }
  }

  @Nested
  class T5 extends Golden {
    T5() {
      super("t5-case", "t5-tiny");
    }
  }

  @Nested
  class Promptfuse extends Golden {
    Promptfuse() {
      super("promptfuse-case", "promptfuse");
    }
  }

  @Nested
  class IntegratedGradients extends Golden {
    IntegratedGradients() {
      super("integrated-gradients-case", "integrated-gradients");
    }
  }

  @Nested
  class Vit extends Golden {
    Vit() {
      super("vit-case", "vit-tiny");
    }
  }

  @Nested
  class Clip extends Golden {
    Clip() {
      super("clip-case", "clip-vision-tiny");
    }
  }

  @Nested
  class Videomae extends Golden {
    Videomae() {
      super("videomae-case", "videomae-tiny");
    }
  }

  @Nested
  class Wav2vec2 extends Golden {
    Wav2vec2() {
      super("wav2vec2-case", "wav2vec2-tiny-group");
    }
  }

  @Nested
  class Hubert extends Golden {
    Hubert() {
      super("hubert-case", "hubert-tiny");
    }
  }

  @Nested
  class Audio extends Golden {
    Audio() {
      super("audio-case", "audio");
    }
  }

  @Nested
  class Tokenizer extends Texts {
    Tokenizer() {
      super(
          "tokenizer-case",
          "tokenizer",
          Set.of("text", "texts", "a", "b", "max_length", "truncation", "merges"));
    }
  }

  @Nested
  class Vqa extends Texts {
    Vqa() {
      super("vqa-case", "vqa", Set.of("id", "question", "prediction", "answers", "official"));
    }
  }

  @Nested
  class Classification extends Texts {
    Classification() {
      super(
          "classification-case",
          "classification",
          Set.of("y_true", "y_pred", "labels", "zero_division"));
    }
  }
}
