package io.fusebox.runtime.host;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.plugins.Plugins;
import io.fusebox.runtime.host.Doctor.Diagnosis;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether a model folder is read, as what, by which plug-in and in how much memory, and what is
 * missing or not understood.
 */
public final class ModelDiagnosis {
  private static final String WHOLE = "download the model's whole folder again";
  private static final String SAMPLE = "a red circle";

  private final Plugins plugins;
  private final Path folder;
  private final Diagnoses findings = new Diagnoses();

  /** Of the plug-ins that are live now. */
  public ModelDiagnosis(Plugins plugins, Path folder) {
    this.plugins = plugins;
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Reads the model as a pipeline would, and gives its memory back. */
  public List<Diagnosis> examine() {
    findings.examine("folder", () -> files(CheckpointFolder.open(folder)), WHOLE);
    if (findings.all().get(0).good()) {
      CheckpointFolder checkpoint = CheckpointFolder.open(folder);
      String type = checkpoint.config().path("model_type").asText("");
      List<PluginFactory<?>> readers = readers(type);
      if (readers.isEmpty()) {
        findings.add(false, "type", unread(type), "use a model of a type that is read");
      } else if (roomFor(checkpoint)) {
        readers.forEach(reader -> read(reader, CheckpointFolder.open(folder)));
      }
    }
    return findings.all();
  }

  private static String files(CheckpointFolder checkpoint) {
    return "%s: %,d numbers in %,d tensors of %s"
        .formatted(
            checkpoint.folder(),
            checkpoint.numbers(),
            checkpoint.names().size(),
            String.join(", ", checkpoint.dtypes()));
  }

  private List<PluginFactory<?>> readers(String type) {
    return plugins.registered().stream()
        .filter(ModelDiagnosis::readsModels)
        .filter(f -> f.modelTypes().contains(type))
        .toList();
  }

  private static boolean readsModels(PluginFactory<?> factory) {
    return factory.kind() == Plm.class || factory.kind() == ModalityEncoder.class;
  }

  private String unread(String type) {
    return "%s; read are %s as PLMs, %s as encoders"
        .formatted(
            type.isEmpty()
                ? "config.json does not say its model_type"
                : "no plug-in reads the model_type '%s'".formatted(type),
            types(Plm.class),
            types(ModalityEncoder.class));
  }

  private String types(Class<?> kind) {
    return plugins.registered().stream()
        .filter(f -> f.kind() == kind)
        .flatMap(f -> f.modelTypes().stream())
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  /** Weights that do not fit are not tried: the system would end the process. */
  private boolean roomFor(CheckpointFolder checkpoint) {
    long needed = checkpoint.numbers() * Float.BYTES;
    long free = AvailableMemory.bytes();
    boolean fits = needed < free;
    findings.add(
        fits,
        "memory",
        "%,d MB for its weights in float32, of %,d MB available"
            .formatted(megabytes(needed), megabytes(free)),
        "end other programs, or use a smaller model or a larger machine");
    return fits;
  }

  private void read(PluginFactory<?> reader, CheckpointFolder checkpoint) {
    try (NDManager owner = NDManager.newBaseManager()) {
      String fix = "fix what is named; the file may be incomplete or of another version";
      findings.examine(
          "plug-in",
          () -> {
            Object model = open(reader, new FolderHost(owner, checkpoint));
            return "%s %s reads it as %s"
                .formatted(reader.id(), reader.version(), described(model));
          },
          fix);
    }
    checkpoint.unreadTensors().forEach(note -> findings.add(true, "note", note, ""));
  }

  private Object open(PluginFactory<?> reader, Host host) {
    Object model = PluginCall.nonNull("a model", reader.id(), () -> reader.create(Map.of(), host));
    if (model instanceof Plm plm) {
      findings.examine(
          "tokenizer",
          () -> tokens(plm),
          "put the model's tokenizer.json into the folder, or what the message names");
    }
    return model;
  }

  private static String tokens(Plm plm) {
    return "%,d tokens, '%s' is %s"
        .formatted(
            plm.tokenizer().vocabularySize(),
            SAMPLE,
            plm.tokenizer().tokens(plm.tokenizer().encode(SAMPLE)));
  }

  private static String described(Object model) {
    return model instanceof Plm plm ? described(plm) : described((ModalityEncoder) model);
  }

  private static String described(Plm plm) {
    PlmSpec spec = plm.spec();
    return "a PLM of width %,d, %,d tokens and %,d positions, %s%s"
        .formatted(
            spec.width(),
            spec.vocabulary(),
            spec.maxPositions(),
            parameters(plm.parameters().values()),
            spec.prefix().map(p -> "; %d layers read the input".formatted(p.layers())).orElse(""));
  }

  private static String described(ModalityEncoder encoder) {
    return "an encoder of the input %s with features of width %,d, %s"
        .formatted(
            encoder.modality().id(),
            encoder.featureSize(),
            parameters(encoder.parameters().values()));
  }

  private static String parameters(Collection<NDArray> tensors) {
    return String.format(
        Locale.ROOT, "%,d parameters", tensors.stream().mapToLong(NDArray::size).sum());
  }

  private static long megabytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }

  /** A host of one model alone. */
  private record FolderHost(NDManager manager, Checkpoint checkpoint) implements Host {}
}
