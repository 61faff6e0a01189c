package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import com.google.common.collect.ImmutableList;
import com.google.inject.Injector;
import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A plug-in as an author writes it: sources, which javac compiles and bnd makes a bundle of,
 * without Maven around them. Its package is {@code org.nc.NAME}.
 */
final class AuthoredPlugin {
  private static final List<Class<?>> LIBRARIES =
      List.of(
          Plugin.class,
          Injector.class,
          ImmutableList.class,
          org.slf4j.Logger.class,
          ai.djl.ndarray.NDArray.class);

  private static final String IMPORTS =
      """
      package org.nc.%s;

      import ai.djl.ndarray.NDArray;
      import ai.djl.ndarray.NDManager;
      import io.fusebox.api.encoder.Modality;
      import io.fusebox.api.encoder.ModalityEncoder;
      import io.fusebox.api.settings.Default;
      import io.fusebox.api.plugin.Plugin;
      import io.fusebox.api.plugin.PluginModule;

      """;

  private final String name;
  private final Path folder;
  private final Map<String, String> headers = new HashMap<>();

  private AuthoredPlugin(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  /** A plug-in without classes yet. */
  static AuthoredPlugin in(Path parent, String name) throws IOException {
    return new AuthoredPlugin(name, Files.createDirectories(parent.resolve("authored-" + name)));
  }

  /** An encoder {@code Own} of width 1 with these settings and this body of {@code encode}. */
  AuthoredPlugin encoder(String components, String encode) throws IOException {
    return type(
        "Own",
        """
        public record Own(Config config) implements ModalityEncoder {
          public record Config(%s) {}

          public Modality modality() {
            return new Modality("own");
          }

          public long featureSize() {
            return 1;
          }

          public NDArray encode(NDArray input) {
            %s
          }
        }
        """
            .formatted(components, encode));
  }

  /** A module; {@code annotation} may be empty. */
  AuthoredPlugin module(String type, String annotation, String configure) throws IOException {
    return type(
        type,
        """
        %s
        public final class %s extends PluginModule {
          @Override
          protected void configure() {
            %s
          }
        }
        """
            .formatted(annotation, type, configure));
  }

  /** The module of {@link #encoder}, under the plug-in's name. */
  AuthoredPlugin offered() throws IOException {
    return module(
        "OwnPlugin",
        "@Plugin(\"%s\")".formatted(name),
        "encoder(Own.Config.class, (config, host) -> new Own(config));");
  }

  AuthoredPlugin type(String type, String source) throws IOException {
    Files.writeString(folder.resolve(type + ".java"), IMPORTS.formatted(name) + source);
    return this;
  }

  /** The line of a source on which these words stand. */
  int line(String type, String words) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(type + ".java"));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(words)) {
        return i + 1;
      }
    }
    throw new AssertionError(words);
  }

  /** An instruction of bnd's. */
  AuthoredPlugin bnd(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** Compiles it, and unpacks what bnd makes of it, as bnd's Maven plug-in does. */
  private Path classes() throws Exception {
    Path classes = folder.resolve("classes");
    if (Files.isDirectory(classes)) {
      return classes;
    }
    List<String> javac = new ArrayList<>(List.of("-d", classes.toString(), "--release", "17"));
    javac.addAll(List.of("-cp", System.getProperty("java.class.path")));
    try (var sources = Files.list(folder)) {
      sources.map(Path::toString).filter(s -> s.endsWith(".java")).forEach(javac::add);
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertEquals(0, compiler.run(null, null, null, javac.toArray(String[]::new)));
    try (Builder bnd = new Builder()) {
      bnd.setProperty("Bundle-SymbolicName", "org.nc." + name);
      bnd.setProperty("-includeresource", classes.toString());
      headers.forEach(bnd::setProperty);
      for (File jar : headers.containsKey("-conditionalpackage") ? everything() : libraries()) {
        bnd.addClasspath(jar);
      }
      Jar built = bnd.build();
      assertTrue(bnd.getErrors().isEmpty(), () -> bnd.getErrors().toString());
      built.expand(classes.toFile());
      built.write(folder.resolve(name + ".jar").toFile());
    }
    return classes;
  }

  private static List<File> libraries() throws URISyntaxException {
    List<File> jars = new ArrayList<>();
    for (Class<?> library : LIBRARIES) {
      jars.add(new File(library.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
    return jars;
  }

  /** The whole class path: what a library that is embedded needs is embedded too. */
  private static List<File> everything() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(File::new)
        .filter(File::isFile)
        .toList();
  }

  /** Its jar, in this folder. */
  Path drop(Path plugins) throws Exception {
    classes();
    return Files.copy(folder.resolve(name + ".jar"), plugins.resolve(name + ".jar"));
  }

  /** Its module, next to its manifest, as its author's tests see it. */
  PluginModule module(String type) throws Exception {
    URL[] classes = {classes().toUri().toURL()};
    URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader());
    Class<?> module = loader.loadClass("org.nc.%s.%s".formatted(name, type));
    return (PluginModule) module.getConstructor().newInstance();
  }
}
