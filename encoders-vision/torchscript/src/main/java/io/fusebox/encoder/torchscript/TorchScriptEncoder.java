package io.fusebox.encoder.torchscript;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.encoder.torchscript.TorchScriptConfig.Features;
import io.fusebox.toolkit.tensor.Autograd;
import io.fusebox.toolkit.tensor.ScriptModule;
import io.fusebox.toolkit.tensor.TensorScope;
import java.nio.file.Path;

/**
 * A model that somebody traced or scripted, as an encoder of images, audio or videos. It is tried
 * on a blank input when it is opened: what it gives then decides how wide the features are, and
 * whether it takes several inputs together. It stays frozen.
 */
final class TorchScriptEncoder implements ModalityEncoder {
  private final Path file;
  private final TorchScriptConfig config;
  private final ScriptInput input;
  private final ScriptModule module;
  private final long featureSize;
  private final boolean together;

  private TorchScriptEncoder(TorchScriptConfig config, Path file, NDManager owner) {
    this.file = file;
    this.config = config;
    this.input = ScriptInput.of(config);
    this.module = ScriptModule.read(file, owner);
    try (NDManager trial = owner.newSubManager()) {
      NDArray blank = input.blank(trial).expandDims(0);
      NDArray features = Autograd.without(() -> encodeTogether(blank));
      requireFinite(features);
      this.featureSize = features.getShape().get(2);
      this.together = input.together() && takesTwo(blank, features);
    }
  }

  /**
   * Opens a model.
   *
   * @param file a TorchScript file, which must be trusted: it is code
   * @param owner owns the model
   * @throws FuseboxException when the file is none, or the model does not make features of an input
   *     as the settings describe it
   */
  static TorchScriptEncoder read(TorchScriptConfig config, Path file, NDManager owner) {
    config.requireOwnSettings();
    return new TorchScriptEncoder(config, file, owner);
  }

  private void requireFinite(NDArray features) {
    try (NDArray finite = features.isNaN().logicalOr(features.isInfinite()).logicalNot().all()) {
      require(
          finite.getBoolean(),
          "the model %s gives features that are NaN or infinite for a blank input; do its settings fit it?"
              .formatted(file));
    }
  }

  /** A trace of one input may have that one baked in. */
  private boolean takesTwo(NDArray blank, NDArray alone) {
    try {
      NDArray two = Autograd.without(() -> encodeTogether(blank.concat(blank, 0)));
      return two.getShape().slice(1).equals(alone.getShape().slice(1));
    } catch (FuseboxException e) {
      return false;
    }
  }

  @Override
  public Modality modality() {
    return input.modality();
  }

  @Override
  public long featureSize() {
    return featureSize;
  }

  /** {@code [b, ...] -> [b, m, d]}, or {@code [b, 1, d]} if pooled. */
  @Override
  public NDArray encode(NDArray batch) {
    long b = batch.getShape().get(0);
    if (together || b == 1) {
      return checked(encodeTogether(batch));
    }
    NDList each = new NDList();
    for (long i = 0; i < b; i++) {
      each.add(checked(encodeTogether(batch.get(new NDIndex("{}:{}", i, i + 1)))));
    }
    return NDArrays.concat(each, 0);
  }

  private NDArray checked(NDArray features) {
    require(
        features.getShape().get(2) == featureSize,
        "the model %s gave features of width %d for a blank input, and of %d now: it must be one"
            .formatted(file, featureSize, features.getShape().get(2)));
    return features;
  }

  private NDArray encodeTogether(NDArray batch) {
    return TensorScope.freeIntermediates(
        () -> {
          NDArray given = given(module.apply(input.arranged(batch)));
          requireFeatures(given.getShape(), batch.getShape());
          NDArray floats = given.toType(DataType.FLOAT32, false);
          NDArray features = floats.getShape().dimension() == 2 ? floats.expandDims(1) : floats;
          return TensorScope.viewOn(
              batch.getManager(),
              config.features() == Features.POOLED ? features.mean(new int[] {1}, true) : features);
        });
  }

  private NDArray given(NDList outputs) {
    require(
        config.output() < outputs.size(),
        "the outputs of the model %s are 0 to %d, found 'output: %d'; set another"
            .formatted(file, outputs.size() - 1, config.output()));
    return outputs.get(config.output());
  }

  private void requireFeatures(Shape found, Shape batch) {
    boolean features =
        (found.dimension() == 2 || found.dimension() == 3)
            && found.get(0) == batch.get(0)
            && found.size() > 0;
    require(
        features,
        "the model %s must give features (%d, d) or (%d, m, d) for inputs %s, found %s; is it an encoder, and are 'input', 'size' and 'output' its own?"
            .formatted(file, batch.get(0), batch.get(0), batch, found));
  }

  @Override
  public NDArray decode(NDManager manager, byte[] bytes) {
    return input.decode(manager, bytes);
  }

  @Override
  public NDArray decode(NDManager manager, Path path) {
    return input.decode(manager, path);
  }

  @Override
  public Orientation orientation() {
    return config.orientation();
  }

  @Override
  public NDArray blank(NDArray like) {
    return input.blank(like);
  }
}
