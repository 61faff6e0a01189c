package io.fusebox.runtime.server.live;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.endpoint.Endpoint;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.reference.ReferenceCase;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.api.settings.Settings;
import io.fusebox.api.task.TaskType;
import io.fusebox.runtime.engine.pipeline.ComponentSpec;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.live.LivePipeline;
import io.fusebox.runtime.server.system.PluginCatalog;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** The plug-ins of a live Fusebox. */
record LivePluginCatalog(LiveFusebox fusebox) implements PluginCatalog {
  private static final String README = "META-INF/README.md";
  private static final int MAX_README = 1 << 20;

  private static final Map<Class<?>, String> KINDS =
      Map.of(
          ModalityEncoder.class, "encoder",
          FusionStrategy.class, "strategy",
          Plm.class, "plm",
          TaskType.class, "task",
          DataFormat.class, "data-format",
          Endpoint.class, "endpoint",
          ReferenceCase.class, "reference-case");

  @Override
  public All all() {
    List<PluginView> live =
        fusebox.plugins().registered().stream().map(factory -> view(factory, null)).toList();
    List<Refused> refused =
        fusebox.plugins().refused().stream()
            .map(jar -> new Refused(jar.jar().toString(), jar.reason()))
            .toList();
    return new All(live, refused);
  }

  @Override
  public PluginView get(String id) {
    List<PluginFactory<?>> live = fusebox.plugins().registered();
    PluginFactory<?> factory =
        live.stream()
            .filter(f -> f.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new NotFound(
                        NameSuggestions.unknown(
                            "plug-in", id, live.stream().map(PluginFactory::id).toList(), "")));
    return view(factory, fusebox.jarOf(id).flatMap(LivePluginCatalog::readme).orElse(null));
  }

  private PluginView view(PluginFactory<?> factory, @Nullable String readme) {
    Optional<Path> jar = fusebox.jarOf(factory.id());
    return new PluginView(
        factory.id(),
        KINDS.getOrDefault(factory.kind(), factory.kind().getSimpleName()),
        factory.version(),
        jar.filter(fusebox.workspace()::owns).isPresent(),
        jar.map(file -> file.getFileName().toString()).orElse(null),
        settings(factory),
        usedBy(factory),
        readme);
  }

  private static List<Setting> settings(PluginFactory<?> factory) {
    return Settings.known(factory.config()).stream()
        .map(setting -> new Setting(setting.name(), setting.type(), setting.defaultValue()))
        .toList();
  }

  private List<String> usedBy(PluginFactory<?> factory) {
    return fusebox.pipelines().all().stream()
        .filter(pipeline -> pipeline.uses(factory) || names(pipeline, factory.id()))
        .map(LivePipeline::name)
        .toList();
  }

  /** One that waits for a plug-in names it. */
  private static boolean names(LivePipeline pipeline, String plugin) {
    return pipeline.spec().stream().anyMatch(spec -> names(spec, plugin));
  }

  private static boolean names(PipelineSpec spec, String plugin) {
    return Stream.of(
            Stream.of(spec.plm(), spec.task()),
            spec.inputs().values().stream(),
            spec.strategies().stream())
        .flatMap(parts -> parts)
        .map(ComponentSpec::id)
        .anyMatch(plugin::equals);
  }

  private static Optional<String> readme(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry entry = file.getEntry(README);
      if (entry == null) {
        return Optional.empty();
      }
      try (InputStream in = file.getInputStream(entry)) {
        return Optional.of(new String(in.readNBytes(MAX_README), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new FuseboxException("%s cannot be read: %s".formatted(jar, IoErrorMessage.of(e)), e);
    }
  }

  @Override
  public Deployed deploy(Path jar) {
    Path file = fusebox.swapIn(jar);
    String id =
        fusebox.plugins().registered().stream()
            .map(PluginFactory::id)
            .filter(plugin -> fusebox.jarOf(plugin).filter(file::equals).isPresent())
            .findFirst()
            .orElse("");
    return new Deployed(file.toString(), id);
  }

  @Override
  public void remove(String id) {
    get(id);
    if (fusebox.jarOf(id).filter(fusebox.workspace()::owns).isEmpty()) {
      throw new Problem(409, "the plug-in %s comes with Fusebox; it stays".formatted(id));
    }
    fusebox.removePlugin(id);
  }
}
