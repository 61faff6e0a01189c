package io.fusebox.runtime.engine.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Projection;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.settings.Default;
import io.fusebox.plm.bart.Bart;
import io.fusebox.plm.t5.T5;
import io.fusebox.runtime.data.DataFormats;
import io.fusebox.runtime.engine.plugins.Plugins;
import io.fusebox.runtime.tasks.Tasks;
import io.fusebox.toolkit.files.InputReader;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.text.LazyTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Small real plug-ins for the engine's tests: the PLMs of core, an encoder of bytes (each byte is a
 * feature vector), one that can be thawed, a prompt strategy, one that trains on blanks, and ones
 * that thaw.
 */
public final class TestPlugins implements Plugins {
  /** Reads a file's first bytes as numbers. */
  record Bytes(int width) implements ModalityEncoder {
    record Config(@Default("32") int width) {}

    @Override
    public Modality modality() {
      return Modality.IMAGE;
    }

    @Override
    public long featureSize() {
      return width;
    }

    /** {@code [b, n] -> [b, n, d]}: the sign pattern of each byte's bits, over and over. */
    @Override
    public NDArray encode(NDArray input) {
      Shape shape = input.getShape();
      float[] values = input.toFloatArray();
      float[] features = new float[values.length * width];
      for (int i = 0; i < features.length; i++) {
        features[i] = ((int) values[i / width] >> (i % 8) & 1) == 1 ? 1 : -1;
      }
      return input.getManager().create(features, new Shape(shape.get(0), shape.get(1), width));
    }

    @Override
    public NDArray decode(NDManager manager, byte[] file) {
      if (file.length == 0) {
        throw new FuseboxException("the file is empty, expected at least one byte");
      }
      float[] values = new float[file.length];
      for (int i = 0; i < file.length; i++) {
        values[i] = file[i];
      }
      return manager.create(values);
    }
  }

  /** Sees videos through another encoder. */
  record Looking(ModalityEncoder through) implements ModalityEncoder {
    record Config(String through, @Default("{}") Map<String, Object> image) {}

    @Override
    public Modality modality() {
      return Modality.VIDEO;
    }

    @Override
    public long featureSize() {
      return through.featureSize();
    }

    @Override
    public NDArray encode(NDArray input) {
      return through.encode(input);
    }

    @Override
    public NDArray decode(NDManager manager, byte[] file) {
      return through.decode(manager, file);
    }

    /** Of a folder, its first file. */
    @Override
    public NDArray decode(NDManager manager, Path input) {
      return through.decode(manager, InputReader.files(input).get(0));
    }
  }

  /** Reads a file's first bytes as numbers and maps each to a feature vector: it can be thawed. */
  record Dense(NDArray weight, NDArray bias, NDArray unused) implements ModalityEncoder {
    record Config() {}

    static Dense on(NDManager owner) {
      return new Dense(
          normal(owner, new Shape(32, 1), 1),
          normal(owner, new Shape(32), 2),
          normal(owner, new Shape(3), 3));
    }

    private static NDArray normal(NDManager owner, Shape shape, long seed) {
      Random random = new Random(seed);
      float[] values = new float[Math.toIntExact(shape.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return owner.create(values, shape).duplicate();
    }

    @Override
    public Modality modality() {
      return Modality.IMAGE;
    }

    @Override
    public long featureSize() {
      return 32;
    }

    /** {@code [b, n] -> [b, n, d]}. */
    @Override
    public NDArray encode(NDArray input) {
      NDArray small = input.mul(input.getManager().full(new Shape(), 1f / 64)).expandDims(2);
      return new Linear(weight, bias).apply(small).tanh();
    }

    @Override
    public NDArray decode(NDManager manager, byte[] file) {
      return new Bytes(32).decode(manager, file);
    }

    @Override
    public Map<String, NDArray> parameters() {
      return Map.of("dense.weight", weight, "dense.bias", bias, "head.LayerNorm.weight", unused);
    }
  }

  /** Trains the encoders along. */
  record Thawing(boolean trainsOnBlanks) implements Projection {
    record Config() {}

    @Override
    public List<WeightSpec> weights(FusionSpec spec) {
      return List.of();
    }

    @Override
    public FusionSpec projected(FusionSpec spec) {
      return spec;
    }

    @Override
    public FusionInput project(FusionInput in) {
      return in;
    }

    @Override
    public boolean thawsEncoders() {
      return true;
    }
  }

  /** Prompt vectors before features and text. */
  record Prompting(Config config, boolean trainsOnBlanks) implements FusionStrategy {
    record Config(@Default("4") int promptLength) {}

    @Override
    public List<WeightSpec> weights(FusionSpec spec) {
      spec.requireFeaturesAsWideAsPlm("prompting");
      return List.of(WeightSpec.fromVocabulary("prompt", config.promptLength()));
    }

    @Override
    public PlmInput fuse(FusionInput in) {
      return PlmInput.join(in.prompt("prompt"), in.features(), in.text());
    }
  }

  /** Prompt vectors that are blind to features and text. */
  record Blinding(Prompting prompting) implements FusionStrategy {
    @Override
    public List<WeightSpec> weights(FusionSpec spec) {
      return prompting.weights(spec);
    }

    @Override
    public PlmInput fuse(FusionInput in) {
      return PlmInput.join(in.prompt("prompt").asBlind(), in.features(), in.text());
    }
  }

  /** The same after a prefix. */
  record Prefixing(Blinding blinding) implements FusionStrategy {
    @Override
    public List<WeightSpec> weights(FusionSpec spec) {
      WeightSpec.Init words = new WeightSpec.Init.VocabularyPrefix(spec.requirePrefix("it"), 3);
      return Stream.concat(
              blinding.weights(spec).stream(),
              Stream.of(new WeightSpec("prefix", words, WeightSpec.RATE)))
          .toList();
    }

    @Override
    public PlmInput fuse(FusionInput in) {
      NDArray both = in.weight("prefix");
      return blinding
          .fuse(in)
          .withPrefix(new PlmInput.Prefix(both.get(0).expandDims(1), both.get(1).expandDims(1)));
    }
  }

  /** Cuts features to the PLM's width and scales them: the smallest projection. */
  record Cutting() implements Projection {
    record Config() {}

    @Override
    public List<WeightSpec> weights(FusionSpec spec) {
      return List.of(
          new WeightSpec("scale", new WeightSpec.Init.Constant(List.of(1L), 1), WeightSpec.RATE));
    }

    @Override
    public FusionSpec projected(FusionSpec spec) {
      long width = spec.plm().width();
      return new FusionSpec(
          spec.plm(), spec.features().stream().map(f -> f.withSize(width)).toList());
    }

    @Override
    public FusionInput project(FusionInput in) {
      long width = in.text().list().get(0).embeddings().getShape().get(2);
      return in.withFeatures(
          new Segments(
              in.features().list().stream()
                  .map(
                      s ->
                          new Segment(
                              s.name(),
                              s.embeddings().get(":, :, :" + width).mul(in.weight("scale")),
                              s.mask()))
                  .toList()));
    }
  }

  /** Says that each of its features is of all that the encoders gave. */
  record Mixing() implements Projection {
    record Config() {}

    @Override
    public List<WeightSpec> weights(FusionSpec spec) {
      return List.of();
    }

    @Override
    public boolean mixesFeatures() {
      return true;
    }

    @Override
    public FusionSpec projected(FusionSpec spec) {
      return spec;
    }

    @Override
    public FusionInput project(FusionInput in) {
      return in;
    }
  }

  /** The tasks and data formats that come with Fusebox. */
  public static final List<PluginFactory<?>> SHIPPED =
      Stream.of(new Tasks(), new DataFormats())
          .<PluginFactory<?>>flatMap(module -> module.factories().stream())
          .toList();

  @Override
  public List<PluginFactory<?>> registered() {
    List<PluginFactory<?>> live = new ArrayList<>(components());
    live.addAll(SHIPPED);
    return live;
  }

  private static List<PluginFactory<?>> components() {
    return List.of(
        factory(
            "bart",
            Plm.class,
            Bart.Config.class,
            (config, host) ->
                Bart.load(
                    host.checkpoint(),
                    host.manager(),
                    new LazyTokenizer(host.checkpoint().folder()))),
        factory(
            "t5",
            Plm.class,
            T5.Config.class,
            (config, host) ->
                T5.load(
                    host.checkpoint(),
                    host.manager(),
                    new LazyTokenizer(host.checkpoint().folder()))),
        factory(
            "bytes",
            ModalityEncoder.class,
            Bytes.Config.class,
            (config, host) -> new Bytes(config.width())),
        factory(
            "looking",
            ModalityEncoder.class,
            Looking.Config.class,
            (config, host) -> new Looking(host.encoder(config.through(), config.image()))),
        factory(
            "dense",
            ModalityEncoder.class,
            Dense.Config.class,
            (config, host) -> Dense.on(host.manager())),
        factory(
            "thawing",
            FusionStrategy.class,
            Thawing.Config.class,
            (config, host) -> new Thawing(false)),
        factory(
            "thawing-blanks",
            FusionStrategy.class,
            Thawing.Config.class,
            (config, host) -> new Thawing(true)),
        factory(
            "prompting",
            FusionStrategy.class,
            Prompting.Config.class,
            (config, host) -> new Prompting(config, false)),
        factory(
            "blinding",
            FusionStrategy.class,
            Prompting.Config.class,
            (config, host) -> new Blinding(new Prompting(config, false))),
        factory(
            "prefixing",
            FusionStrategy.class,
            Prompting.Config.class,
            (config, host) -> new Prefixing(new Blinding(new Prompting(config, false)))),
        factory(
            "mixing", FusionStrategy.class, Mixing.Config.class, (config, host) -> new Mixing()),
        factory(
            "cutting", FusionStrategy.class, Cutting.Config.class, (config, host) -> new Cutting()),
        factory(
            "blanks",
            FusionStrategy.class,
            Prompting.Config.class,
            (config, host) -> new Prompting(config, true)));
  }

  private static <T, C extends Record> PluginFactory<T> factory(
      String id, Class<T> kind, Class<C> config, BiFunction<C, Host, T> maker) {
    return new PluginFactory<>(
        id, "1.0.0", kind, config, (settings, host) -> maker.apply(config.cast(settings), host));
  }
}
