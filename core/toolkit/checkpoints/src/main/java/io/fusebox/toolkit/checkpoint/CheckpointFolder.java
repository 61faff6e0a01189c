package io.fusebox.toolkit.checkpoint;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.files.FileDigests;
import io.fusebox.toolkit.files.JsonFile;
import io.fusebox.toolkit.safetensors.TensorEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Hugging Face folder: {@code config.json} and {@code model.safetensors}, or shards that {@code
 * model.safetensors.index.json} names. Thread-safe; holds no file open.
 */
public final class CheckpointFolder implements Checkpoint {
  static final String CONFIG = "config.json";
  static final String WEIGHTS = "model.safetensors";
  private static final long MAX_CONFIG = 16_000_000;

  private final Path folder;
  private final TrackedJsonObject config;
  private final CheckpointTensors weights;
  private final FileDigests fileDigests;
  private final TensorUse use = new TensorUse();
  private final Precision precision;
  private boolean precisionAsked;
  private @Nullable Map<String, String> digests;

  private CheckpointFolder(
      Path folder,
      TrackedJsonObject config,
      CheckpointTensors weights,
      FileDigests fileDigests,
      Precision precision) {
    this.folder = folder;
    this.config = config;
    this.weights = weights;
    this.fileDigests = fileDigests;
    this.precision = precision;
  }

  /** The same folder, its weights to be held in another precision. */
  public CheckpointFolder in(Precision other) {
    return new CheckpointFolder(folder, config, weights, fileDigests, other);
  }

  @Override
  public synchronized Precision precision() {
    precisionAsked = true;
    return precision;
  }

  /**
   * Whether anyone who read the model heeded its precision; to be asked when the model has been
   * read.
   */
  public synchronized boolean heededPrecision() {
    return precisionAsked || precision == Precision.FLOAT32;
  }

  /**
   * Opens a folder and checks what its files say of themselves; tensors are read when asked for.
   *
   * @throws FuseboxException when the folder or a file is missing or malformed, or only weights of
   *     another format are there
   */
  public static CheckpointFolder open(Path folder) {
    return open(folder, new FileDigests());
  }

  /**
   * Opens a folder, or a model that is one file by itself: a program with its weights. That has no
   * configuration and no tensors to ask for, and {@link #folder} is the file.
   *
   * @param fileDigests knows the digests of files that were read before
   */
  public static CheckpointFolder open(Path folder, FileDigests fileDigests) {
    if (SingleFileModel.is(folder)) {
      return new CheckpointFolder(
          folder,
          SingleFileModel.config(),
          SingleFileModel.weights(folder),
          fileDigests,
          Precision.FLOAT32);
    }
    requireFolder(folder);
    return open(folder, CheckpointTensors.find(folder), fileDigests);
  }

  /**
   * Opens a folder whose weights have another name.
   *
   * @param weightsFile the name of a safetensors file, or of an index of shards, in the folder
   */
  public static CheckpointFolder open(Path folder, String weightsFile) {
    requireFolder(folder);
    return open(
        folder,
        weightsFile.endsWith(ShardIndex.SUFFIX)
            ? ShardIndex.open(folder, weightsFile)
            : CheckpointTensors.of(folder, weightsFile),
        new FileDigests());
  }

  private static CheckpointFolder open(
      Path folder, CheckpointTensors weights, FileDigests fileDigests) {
    JsonNode config = JsonFile.readObject(folder.resolve(CONFIG), MAX_CONFIG);
    requireNotQuantized(folder, config);
    return new CheckpointFolder(
        folder, TrackedJsonObject.of(config), weights, fileDigests, Precision.FLOAT32);
  }

  /** Such weights are not what their names say: several of them make one. */
  private static void requireNotQuantized(Path folder, JsonNode config) {
    if (config.path("quantization_config").isObject()) {
      throw new FuseboxException(
          "the weights in %s are quantized ('quantization_config' in %s), which is not read; use the checkpoint that they were made from"
              .formatted(folder, CONFIG));
    }
  }

  private static void requireFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new FuseboxException(
          "there is no model folder %s; name a folder that holds %s and %s"
              .formatted(folder, CONFIG, WEIGHTS));
    }
    if (!Files.isRegularFile(folder.resolve(CONFIG))) {
      throw new FuseboxException(
          "%s has no %s, so it is not a Hugging Face model folder; download the model's whole folder"
              .formatted(folder, CONFIG));
    }
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public JsonNode config() {
    return config;
  }

  @Override
  public boolean has(String name) {
    return weights.stored(name).isPresent();
  }

  /** The names of all tensors as they are stored, without aliases. */
  public Set<String> names() {
    return weights.tensors().keySet();
  }

  /** How many numbers all tensors have together. */
  public long numbers() {
    return entries().mapToLong(entry -> entry.shape().size()).sum();
  }

  /** The types in which the tensors are stored, in alphabetical order. */
  public Set<String> dtypes() {
    return entries()
        .map(entry -> entry.dtype().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<TensorEntry> entries() {
    return weights.tensors().entrySet().stream().map(e -> e.getValue().entry(e.getKey()));
  }

  @Override
  public Optional<NDArray> tensor(NDManager manager, String name, Shape expected) {
    use.read(name);
    return weights.stored(name).map(stored -> read(manager, name, stored, expected));
  }

  private NDArray read(NDManager manager, String name, String stored, Shape expected) {
    var file = requireNonNull(weights.tensors().get(stored));
    Shape found = file.entry(stored).shape();
    if (!found.equals(expected)) {
      throw new FuseboxException(
          "tensor '%s' in %s has shape %s, but %s asks for %s; are the two of the same model?"
              .formatted(name, file.path(), found, folder.resolve(CONFIG), expected));
    }
    return file.readFloat(manager, stored);
  }

  @Override
  public boolean contradicts(String name, NDArray taken) {
    try (NDManager passing = taken.getManager().newSubManager()) {
      return tensor(passing, name, taken.getShape()).stream()
          .anyMatch(t -> !t.contentEquals(taken));
    }
  }

  @Override
  public void ignore(String... prefixes) {
    use.leave(prefixes);
  }

  @Override
  public List<String> unreadTensors() {
    List<String> sentences = new ArrayList<>();
    config
        .unread()
        .forEach(
            field ->
                sentences.add(
                    "%s says %s, which is not understood and has no effect here: numbers may differ from those of other programs"
                        .formatted(folder.resolve(CONFIG), field)));
    Architectures.foreign(config)
        .ifPresent(
            names ->
                sentences.add(
                    "%s is of model_type '%s', but names the architecture %s; it is read as the former"
                        .formatted(
                            folder.resolve(CONFIG), config.path("model_type").asText(), names)));
    use.unread(weights).ifPresent(names -> sentences.add(unusedTensors(names)));
    return sentences;
  }

  private String unusedTensors(String names) {
    return "%s has weights that are not used: %s; do they and %s belong to one model?"
        .formatted(folder, names, CONFIG);
  }

  /** Over the name and the digest of each of {@link #digests()}. */
  @Override
  public String hash() {
    StringBuilder files = new StringBuilder();
    digests().forEach((name, digest) -> files.append(name).append(' ').append(digest).append('\n'));
    byte[] text = files.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(CheckpointHash.ofBytes(text));
  }

  /**
   * The SHA-256 of each file of the folder that decides what is computed, by its name, as they are
   * at the first call, which reads every byte of them: weights, configuration, preprocessor,
   * tokenizer, generation configuration.
   */
  public synchronized Map<String, String> digests() {
    if (digests == null) {
      digests =
          SingleFileModel.is(folder)
              ? SingleFileModel.digests(folder, fileDigests)
              : ModelFiles.digests(folder, weights.files(), fileDigests);
    }
    return digests;
  }

  /**
   * The hash as Fusebox 0.1 had it: over configuration and weights alone. Weights that it trained
   * name this one.
   */
  public String hashWithoutTokenizer() {
    List<Path> files = new ArrayList<>();
    files.add(folder.resolve(CONFIG));
    files.addAll(weights.files());
    return CheckpointHash.ofFiles(files);
  }
}
