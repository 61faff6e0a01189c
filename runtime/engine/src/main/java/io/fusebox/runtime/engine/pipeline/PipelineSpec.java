package io.fusebox.runtime.engine.pipeline;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.settings.NameSuggestions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A pipeline as its file describes it: a frozen PLM, any combination of inputs in their order, one
 * strategy (or a chain of them), and how to answer.
 *
 * @param name what its trained weights are kept under
 * @param inputs the encoder of each input, by the name that the pipeline gives it; its modality is
 *     its encoder's
 * @param positions how the PLM counts positions
 * @param trainLayernorm whether each segment but the text has a LayerNorm of its own, which is
 *     trained
 * @param maxLength the longest answer in tokens, decoder start token included (paper: 6)
 * @param generation where everything else about the search for answers is from
 * @param weights trained weights other than those of the workspace
 * @param task what it is asked for
 * @param template what stands around features and question, or {@code chat}
 * @param serving how requests are answered together
 * @param arguments how a command names it, for hints: a file or a name, and options with it
 */
public record PipelineSpec(
    String name,
    ComponentSpec plm,
    Map<String, ComponentSpec> inputs,
    List<ComponentSpec> strategies,
    Positions positions,
    boolean trainLayernorm,
    int maxLength,
    GenerationSource generation,
    Optional<Path> weights,
    ComponentSpec task,
    Optional<String> template,
    Serving serving,
    String arguments) {
  /** The task of a pipeline whose file does not name one: open-ended answers. */
  public static final ComponentSpec GENERATION =
      new ComponentSpec("generation", Optional.empty(), Map.of());

  /** The longest answer of a pipeline whose file does not say it. */
  static final int MAX_LENGTH = 6;

  public PipelineSpec {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    strategies = List.copyOf(strategies);
  }

  /** A pipeline that commands know by its name. */
  public PipelineSpec(
      String name,
      ComponentSpec plm,
      Map<String, ComponentSpec> inputs,
      List<ComponentSpec> strategies,
      Positions positions,
      boolean trainLayernorm,
      int maxLength,
      GenerationSource generation,
      Optional<Path> weights,
      ComponentSpec task) {
    this(
        name,
        plm,
        inputs,
        strategies,
        positions,
        trainLayernorm,
        maxLength,
        generation,
        weights,
        task,
        Optional.empty(),
        Serving.STANDARD,
        name);
  }

  /** The strategy's id; of a chain, all of them: {@code linear+promptfuse}. */
  public String strategy() {
    return strategies.stream().map(ComponentSpec::id).collect(Collectors.joining("+"));
  }

  /**
   * The same pipeline with other strategies.
   *
   * @param ids one id, or several joined by '+'; one that the pipeline's file names keeps its
   *     settings
   */
  public PipelineSpec withStrategy(String ids) {
    List<ComponentSpec> others = Arrays.stream(ids.split("\\+")).map(this::strategy).toList();
    return withStrategies(others).withArguments(arguments + " --strategy " + ids);
  }

  /** The same pipeline with other strategies, and so without weights. */
  public PipelineSpec withStrategies(List<ComponentSpec> others) {
    return with(
        changed -> {
          changed.strategies = others;
          changed.weights = Optional.empty();
        });
  }

  /** The same pipeline by another name. */
  public PipelineSpec withName(String other) {
    return with(changed -> changed.name = other);
  }

  /** The same pipeline with other encoders. */
  PipelineSpec withInputs(Map<String, ComponentSpec> others) {
    return with(changed -> changed.inputs = others);
  }

  /** The same pipeline, its segments placed otherwise. */
  PipelineSpec withPlacing(Positions counted, boolean normsTrained) {
    return with(
        changed -> {
          changed.positions = counted;
          changed.trainLayernorm = normsTrained;
        });
  }

  /** The same pipeline with another template. */
  PipelineSpec withTemplate(Optional<String> other) {
    return with(changed -> changed.template = other);
  }

  /** The same pipeline, its PLM and its encoders in another precision. */
  PipelineSpec withPrecision(Precision other) {
    return with(
        changed -> {
          changed.plm = plm.in(other);
          changed.inputs = new LinkedHashMap<>(inputs);
          changed.inputs.replaceAll((name, part) -> part.in(other));
        });
  }

  /** The same pipeline, its requests answered otherwise. */
  PipelineSpec withServing(Serving other) {
    return with(changed -> changed.serving = other);
  }

  /** The same pipeline with longer or shorter answers. */
  PipelineSpec withMaxLength(int tokens) {
    return with(changed -> changed.maxLength = tokens);
  }

  /** The same pipeline with another search for answers. */
  PipelineSpec withGeneration(GenerationSource source) {
    return with(changed -> changed.generation = source);
  }

  /** The same pipeline, asked for something else. */
  PipelineSpec withTask(ComponentSpec other) {
    return with(changed -> changed.task = other);
  }

  /** The same pipeline, named by other arguments. */
  public PipelineSpec withArguments(String others) {
    return with(changed -> changed.arguments = others);
  }

  private PipelineSpec with(Consumer<Builder> change) {
    Builder builder = new Builder(this);
    change.accept(builder);
    return new PipelineSpec(
        builder.name,
        builder.plm,
        builder.inputs,
        builder.strategies,
        builder.positions,
        builder.trainLayernorm,
        builder.maxLength,
        builder.generation,
        builder.weights,
        builder.task,
        builder.template,
        builder.serving,
        builder.arguments);
  }

  private static final class Builder {
    private String name;
    private ComponentSpec plm;
    private Map<String, ComponentSpec> inputs;
    private List<ComponentSpec> strategies;
    private Positions positions;
    private boolean trainLayernorm;
    private int maxLength;
    private GenerationSource generation;
    private Optional<Path> weights;
    private ComponentSpec task;
    private Optional<String> template;
    private Serving serving;
    private String arguments;

    private Builder(PipelineSpec from) {
      name = from.name;
      plm = from.plm;
      inputs = from.inputs;
      strategies = from.strategies;
      positions = from.positions;
      trainLayernorm = from.trainLayernorm;
      maxLength = from.maxLength;
      generation = from.generation;
      weights = from.weights;
      task = from.task;
      template = from.template;
      serving = from.serving;
      arguments = from.arguments;
    }
  }

  /**
   * Refuses inputs that the pipeline would not look at.
   *
   * @throws io.fusebox.api.FuseboxException naming the input, and those that the pipeline reads
   */
  public void requireReads(Collection<String> given) {
    for (String input : given) {
      require(
          inputs.containsKey(input),
          NameSuggestions.unknown("input", input, inputs.keySet(), "of the pipeline " + name));
    }
  }

  /** The inputs that the pipeline reads and that are not given, in its order. */
  public List<String> missing(Collection<String> given) {
    return inputs.keySet().stream().filter(input -> !given.contains(input)).toList();
  }

  private ComponentSpec strategy(String id) {
    return strategies.stream()
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseGet(() -> new ComponentSpec(id, Optional.empty(), Map.of()));
  }
}
