package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.api.settings.Settings;
import io.fusebox.bundles.BundleRules;
import io.fusebox.bundles.HostPackages;
import io.fusebox.bundles.PluginClasses;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/** The contract of every plug-in bundle: a manifest that starts it, and a README that is true. */
public interface PluginContract {
  /** A new module of the plug-in. */
  PluginModule module();

  /** The plug-in's README, next to its {@code pom.xml}. */
  default Path readme() {
    return Path.of(System.getProperty("basedir", "")).resolve("README.md");
  }

  @Test
  default void isAnnotated() {
    id(module());
  }

  @Test
  default void manifestNamesTheActivatorAndTheId() throws IOException, URISyntaxException {
    PluginModule module = module();
    Attributes manifest = manifest(module.getClass());
    String id = new BundleRules(HostPackages.scan()).check(manifest);
    assertEquals(id(module), id, "the id that the manifest names");
    assertEquals(module.getClass().getName(), manifest.getValue("Bundle-Activator"));
  }

  /** Refuses a bundle that a Fusebox would not start, and names the missing library. */
  @Test
  default void fuseboxWouldStartIt() throws IOException, URISyntaxException {
    BundleRules rules = new BundleRules(HostPackages.scan());
    Attributes manifest = manifest(module().getClass());
    try {
      PluginClasses.requireOne(PluginClasses.in(classes(module().getClass())));
      rules.check(manifest);
    } catch (FuseboxException e) {
      Set<String> libraries = Libraries.of(rules.missing(manifest));
      String from = libraries.isEmpty() ? "" : "; here they come from " + libraries;
      throw new AssertionError("Fusebox would refuse the jar: " + e.getMessage() + from, e);
    }
  }

  @Test
  default void takesNoIdOfFuseboxItself() {
    PluginModule module = module();
    for (PluginModule builtIn : ServiceLoader.load(PluginModule.class)) {
      assertTrue(
          builtIn.getClass() == module.getClass()
              || builtIn.factories().stream().noneMatch(f -> f.id().equals(id(module))),
          () -> "Fusebox itself brings a plug-in '%s'; choose another id".formatted(id(module)));
    }
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
    PluginModule module = module();
    module.factories().forEach(factory -> assertEquals(id(module), factory.id()));
  }

  @Test
  default void readmeListsTheSettingsAsTheyAre() throws IOException {
    List<Settings.SettingInfo> settings =
        module().factories().stream()
            .flatMap(factory -> Settings.known(factory.config()).stream())
            .toList();
    SettingsTable.requireEqual(readme(), settings);
  }

  private static String id(PluginModule module) {
    Plugin plugin = module.getClass().getAnnotation(Plugin.class);
    assertNotNull(plugin, () -> module.getClass().getName() + " has no annotation @Plugin(\"id\")");
    return plugin.value();
  }

  private static Attributes manifest(Class<?> type) throws IOException, URISyntaxException {
    try (InputStream in = Files.newInputStream(classes(type).resolve("META-INF/MANIFEST.MF"))) {
      return new Manifest(in).getMainAttributes();
    }
  }

  private static Path classes(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
