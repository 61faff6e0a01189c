package io.fusebox.runtime.demo;

import com.fasterxml.jackson.databind.node.TextNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.FileNames;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The demo's pipeline: the shipped one, or one with another PLM, which is written into the
 * workspace so that every command knows it by its name.
 *
 * @param name what commands know it by
 * @param controls the strategies that it is compared with
 */
public record DemoPipeline(String name, List<String> controls) {
  /** The pipeline that comes with Fusebox. */
  public static final DemoPipeline SHIPPED =
      new DemoPipeline("shapes", List.of("noprompt", "blackimage"));

  private static final String EMBEDDED = "embedded:";
  private static final String PROMPTS = "{id: promptfuse, prompt-length: 20}";

  /**
   * The pipeline with another PLM.
   *
   * @param plm {@code embedded:NAME}, or a folder
   * @throws FuseboxException when it is not a PLM that fits, or the workspace has another pipeline
   *     of this name; nothing is written then
   */
  public static DemoPipeline with(Fusebox box, String plm) {
    boolean embedded = plm.startsWith(EMBEDDED);
    Path model =
        embedded
            ? FileNames.in(box.home().models(), plm.substring(EMBEDDED.length()))
            : FileNames.path(plm).toAbsolutePath().normalize();
    DemoPipeline pipeline =
        new DemoPipeline(
            "shapes-" + String.valueOf(model.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_"),
            embedded ? SHIPPED.controls() : List.of("linear+blackimage"));
    pipeline.write(box, embedded ? embedded(plm) : projected(model));
    return pipeline;
  }

  /** The embedded models are all as wide: prompts are enough. */
  private static String embedded(String plm) {
    return sequence(plm, PROMPTS, "{max-length: 6}");
  }

  /** Any other is as wide as it is, and may need several tokens for a word. */
  private static String projected(Path model) {
    return sequence(model.toString(), "[linear, %s]".formatted(PROMPTS), "{max-length: 16}");
  }

  private static String sequence(String plm, String strategy, String answer) {
    String about = "with another PLM: written by fusebox demo --plm.";
    return text(about, TextNode.valueOf(plm).toString(), "sequence", strategy, answer);
  }

  /**
   * The shipped pipeline with one vector for each image, as in the paper, instead of one for each
   * patch: it learns more in the same time, and cannot show where in an image it looked.
   *
   * @throws FuseboxException when the workspace has another pipeline of its name
   */
  public static DemoPipeline pooled(Fusebox box) {
    DemoPipeline pipeline = new DemoPipeline("shapes-pooled", SHIPPED.controls());
    String about = "one vector for each image: written by fusebox demo --long.";
    String strategy = PROMPTS + "\npositions: segment";
    pipeline.write(box, text(about, "embedded:bart-shapes", "pooled", strategy, "{max-length: 6}"));
    return pipeline;
  }

  private static String text(
      String about, String plm, String features, String strategy, String answer) {
    return """
    # Questions about images of coloured shapes, %s
    plm: %s
    inputs:
      image: {encoder: vit, model: embedded:vit-shapes, features: %s}
    strategy: %s
    answer: %s
    """
        .formatted(about, plm, features, strategy, answer);
  }

  private void write(Fusebox box, String text) {
    Path file = box.workspace().pipelines().resolve(name + ".yaml");
    try {
      if (Files.exists(file)) {
        requireSame(file, Files.readString(file), text);
        return;
      }
      Files.createDirectories(box.workspace().pipelines());
      AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
      requireWhole(box, file);
    } catch (IOException e) {
      throw new FuseboxException("%s: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }

  private static void requireSame(Path file, String found, String expected) {
    if (!found.equals(expected)) {
      throw new FuseboxException(
          "%s is there already, and is not the demo's pipeline with this PLM; rename it, or train it with 'fusebox train'"
              .formatted(file));
    }
  }

  /** A pipeline that cannot be assembled is not left for other commands to stumble over. */
  private void requireWhole(Fusebox box, Path file) throws IOException {
    try {
      PipelineSpec spec = box.spec(name);
      box.assemble(spec).close();
    } catch (FuseboxException e) {
      Files.delete(file);
      throw e;
    }
  }
}
