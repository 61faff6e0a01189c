package io.fusebox.runtime.engine.pipeline;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.checkpoint.CheckpointWarnings;
import io.fusebox.toolkit.template.InputTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** All that training changes of parts that are to be joined; the rest is frozen. */
record DeclaredWeights(
    PipelineSpec spec,
    Plm plm,
    InputTemplate template,
    List<ModalityInput> modalityInputs,
    FusionStrategy strategy) {

  /** 1 GiB: the token embedding of a large model is as large. */
  private static final long MOST_NUMBERS = 1 << 28;

  /**
   * The strategy's declared weights, the tensors of thawed encoders, the segments' LayerNorms.
   *
   * @throws io.fusebox.api.FuseboxException when the parts do not fit
   */
  List<WeightSpec> all() {
    FusionSpec fusion =
        new FusionSpec(plm.spec(), modalityInputs.stream().map(ModalityInput::spec).toList());
    List<WeightSpec> own = strategy.weights(fusion);
    List<WeightSpec> all = new ArrayList<>(own);
    if (strategy.thawsEncoders()) {
      fusion.requireFeatures(spec.strategy());
      modalityInputs.forEach(this::requireParameters);
    }
    modalityInputs.forEach(modalityInput -> all.addAll(modalityInput.weights()));
    if (spec.trainLayernorm()) {
      all.addAll(SegmentNorms.declare(plm, fusion, strategy, own));
    }
    all.forEach(this::requireRoom);
    review(fusion, own);
    return List.copyOf(all);
  }

  private void review(FusionSpec fusion, List<WeightSpec> own) {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionInput nothing = SegmentNorms.nothing(manager, fusion, own, new HashSet<>());
      Segments start = start(manager);
      plm.review(
              () -> TemplateStart.of(start, strategy.fuse(nothing)).withPositions(spec.positions()))
          .forEach(remark -> CheckpointWarnings.warnOnce(spec.name() + ": " + remark));
    }
  }

  /**
   * What stands before features and prompts, of zeros: a template's text, or what begins a text.
   */
  private Segments start(NDManager manager) {
    if (template == InputTemplate.NONE && !plm.beginsInput()) {
      return Segments.of();
    }
    int length = template.tokens(plm.tokenizer(), "what?", plm.beginsInput()).before().length;
    return length == 0
        ? Segments.of()
        : Segments.of(
            Segment.unpadded(
                Segment.TEMPLATE, manager.zeros(new Shape(1, length, plm.spec().width()))));
  }

  /** Refused while it is only a number in a pipeline's file, before anything is allocated. */
  private void requireRoom(WeightSpec weight) {
    Shape shape = weight.shape(plm.spec().width());
    long size = 1;
    for (long dim : shape.getShape()) {
      require(
          dim <= 0 || size <= MOST_NUMBERS / dim,
          "the weight '%s' of the strategy %s would be of shape %s, but a weight has at most %d numbers; lower the setting that it comes from"
              .formatted(weight.name(), spec.strategy(), shape, MOST_NUMBERS));
      size *= Math.max(1, dim);
    }
  }

  private void requireParameters(ModalityInput modalityInput) {
    require(
        !modalityInput.weights().isEmpty(),
        ("the strategy %s trains the encoders, but the %s encoder %s offers no parameters to train:"
                + " use an encoder that does, or a strategy that leaves encoders frozen (promptfuse,"
                + " linear)")
            .formatted(spec.strategy(), modalityInput.name(), modalityInput.identity().plugin()));
  }
}
