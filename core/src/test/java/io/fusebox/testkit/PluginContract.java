package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.fusebox.plugin.Plugin;
import io.fusebox.plugin.PluginFactory;
import io.fusebox.plugin.PluginModule;
import io.fusebox.plugin.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/** What every plug-in bundle keeps: a manifest that starts it, and a README that is true. */
public interface PluginContract {
  /** A new module of the plug-in. */
  PluginModule module();

  /** The plug-in's README, beside its {@code pom.xml}. */
  default Path readme() {
    return Path.of(System.getProperty("basedir", "")).resolve("README.md");
  }

  @Test
  default void manifestNamesTheActivatorAndTheId() throws IOException, URISyntaxException {
    Class<?> type = module().getClass();
    Attributes manifest = manifest(type);
    assertEquals(type.getName(), manifest.getValue("Bundle-Activator"));
    String capabilities = String.valueOf(manifest.getValue("Provide-Capability"));
    assertTrue(
        capabilities.matches(
            ".*io\\.fusebox\\.plugin;[^,]*=\"?"
                + type.getAnnotation(Plugin.class).value()
                + "\\b.*"),
        () -> "no capability with the plug-in's id in " + capabilities);
  }

  @Test
  default void exportsNothing() throws IOException, URISyntaxException {
    assertNull(manifest(module().getClass()).getValue("Export-Package"));
  }

  @Test
  default void activatorCanBeMadeByTheFramework() throws NoSuchMethodException {
    Class<?> type = module().getClass();
    assertNotNull(type.getConstructor());
    assertTrue(java.lang.reflect.Modifier.isPublic(type.getModifiers()));
  }

  @Test
  default void offersComponentsUnderItsId() {
    Set<PluginFactory<?>> factories = factories();
    assertFalse(factories.isEmpty(), "configure() binds no strategy, encoder or PLM");
    String id = module().getClass().getAnnotation(Plugin.class).value();
    factories.forEach(factory -> assertEquals(id, factory.id()));
  }

  @Test
  default void readmeListsTheSettingsAsTheyAre() throws IOException {
    List<SettingsTable.Row> rows = SettingsTable.read(readme());
    for (PluginFactory<?> factory : factories()) {
      List<SettingsTable.Row> expected =
          Settings.known(factory.config()).stream().map(SettingsTable.Row::of).toList();
      assertEquals(expected, rows, () -> "settings table of " + readme());
    }
  }

  private Set<PluginFactory<?>> factories() {
    return Guice.createInjector(module()).getInstance(Key.get(new TypeLiteral<>() {}));
  }

  private static Attributes manifest(Class<?> type) throws IOException, URISyntaxException {
    Path classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (InputStream in = Files.newInputStream(classes.resolve("META-INF/MANIFEST.MF"))) {
      return new Manifest(in).getMainAttributes();
    }
  }
}
