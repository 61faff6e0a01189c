package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.host.FelixHost;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.PluginHost.Refused;
import io.fusebox.testkit.PluginContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plug-in's author may get wrong: each is reported in plain words, and none is live. */
class PluginMistakesTest {
  private static final String OFFER = "encoder(Own.Config.class, (c, host) -> new Own(c));";

  @TempDir Path folder;
  private Path plugins;

  @BeforeEach
  void makeTheFolder() throws Exception {
    plugins = Files.createDirectories(folder.resolve("plugins"));
  }

  private AuthoredPlugin plugin(String name) throws Exception {
    return AuthoredPlugin.in(folder, name).encoder("", "return input;");
  }

  /** Starts every jar of the folder; {@code name} is refused with these words, in one line. */
  private void assertRefused(FelixHost host, String name, String... words) {
    String reason =
        host.refused().stream()
            .filter(r -> r.jar().getFileName().toString().equals(name + ".jar"))
            .map(Refused::reason)
            .findFirst()
            .orElseThrow(() -> new AssertionError(name + " is live"));
    Stream.of(words).forEach(w -> assertTrue(reason.contains(w), reason));
    assertEquals(1, reason.lines().count(), reason);
    for (String raw : new String[] {"osgi.wiring", "Unable to resolve", "requirement", "Guice"}) {
      assertFalse(reason.contains(raw), reason);
    }
  }

  @Test
  void aJarThatCannotRunIsRefusedWithTheReasonAndTheOthersRun() throws Exception {
    Path vit = installed("encoder-vit");
    Files.copy(vit, plugins.resolve(vit.getFileName()));
    plugin("good").offered().drop(plugins);
    plugin("none").module("OwnPlugin", "", OFFER).drop(plugins);
    plugin("duo")
        .module("APlugin", "@Plugin(\"duo-a\")", OFFER)
        .module("BPlugin", "@Plugin(\"duo-b\")", OFFER)
        .drop(plugins);
    plugin("same")
        .module("APlugin", "@Plugin(\"same\")", OFFER)
        .module("BPlugin", "@Plugin(\"same\")", OFFER)
        .drop(plugins);
    plugin("twice").module("OwnPlugin", "@Plugin(\"twice\")", OFFER + OFFER).drop(plugins);
    plugin("idle").module("OwnPlugin", "@Plugin(\"idle\")", "").drop(plugins);
    plugin("blank").module("OwnPlugin", "@Plugin(\"my id\")", OFFER).drop(plugins);
    plugin("mytask").module("OwnPlugin", "@Plugin(\"generation\")", OFFER).drop(plugins);
    plugin("myvit").module("OwnPlugin", "@Plugin(\"vit\")", OFFER).drop(plugins);
    plugin("java")
        .offered()
        .bnd("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"")
        .drop(plugins);
    plugin("contract")
        .offered()
        .bnd("Import-Package", "io.fusebox.api.plugin;version=\"[9,10)\",*")
        .drop(plugins);
    plugin("service")
        .offered()
        .bnd("Require-Capability", "osgi.extender;filter:=\"(a=b)\"")
        .drop(plugins);
    plugin("needy").offered().bnd("Require-Bundle", "org.other").drop(plugins);
    plugin("fragment").offered().bnd("Fragment-Host", "org.other").drop(plugins);
    Files.writeString(plugins.resolve("text.jar"), "no jar");
    Files.writeString(plugins.resolve("empty.jar"), "");
    Files.createDirectory(plugins.resolve("folder.jar"));
    try (FelixHost host = new FelixHost(plugins)) {
      assertEquals("good", host.find(ModalityEncoder.class, "good").id());
      assertEquals("vit", host.find(ModalityEncoder.class, "vit").id());
      assertRefused(host, "none", "no class in it is annotated with @Plugin");
      assertRefused(
          host,
          "duo",
          "2 of its classes are annotated with @Plugin (org.nc.duo.APlugin, org.nc.duo.BPlugin)");
      assertRefused(
          host, "same", "annotated with @Plugin (org.nc.same.APlugin, org.nc.same.BPlugin)");
      assertRefused(host, "twice", "OwnPlugin.configure() binds two of the kind ModalityEncoder");
      assertRefused(host, "idle", "OwnPlugin.configure() binds nothing");
      assertRefused(host, "blank", "found @Plugin(\"my id\")");
      assertRefused(host, "mytask", "brings the plug-in generation, and so does Fusebox itself");
      assertRefused(host, "myvit", "brings the plug-in vit, and so does " + vit.getFileName());
      assertRefused(host, "java", "needs Java 99, here is Java " + Runtime.version().feature());
      assertRefused(
          host, "contract", "io.fusebox.api.plugin [9,10)", "build it against this Fusebox");
      assertRefused(host, "service", "needs the capability osgi.extender");
      assertRefused(host, "needy", "needs the bundle org.other");
      assertRefused(host, "fragment", "fragment of the bundle org.other");
      assertRefused(host, "text", "it is not a jar");
      assertRefused(host, "empty", "it is not a jar");
      assertRefused(host, "folder", "is a folder");
    }
  }

  private static Path installed(String name) throws Exception {
    try (Stream<Path> jars = Files.list(FuseboxHome.current().plugins())) {
      return jars.filter(j -> j.toString().contains(name)).findFirst().orElseThrow();
    }
  }

  @Test
  void settingsOfEveryDocumentedTypeWorkAndOthersAreRefused() throws Exception {
    AuthoredPlugin.in(folder, "typed")
        .encoder(
            "@Default(\"0.5\") float a, @Default(\"1e-3\") Double b, @Default(\"2\") Integer c,"
                + " @Default(\"3\") long d, @Default(\"true\") Boolean e, @Default(\"x\") String f",
            "return input;")
        .offered()
        .drop(plugins);
    AuthoredPlugin listed =
        AuthoredPlugin.in(folder, "listed")
            .encoder("java.util.List<Float> scales", "return input;")
            .offered();
    AuthoredPlugin wrong =
        AuthoredPlugin.in(folder, "wrong")
            .encoder("@Default(\"many\") int count", "return input;")
            .offered();
    listed.drop(plugins);
    wrong.drop(plugins);
    try (FelixHost host = new FelixHost(plugins)) {
      ModalityEncoder encoder =
          host.find(ModalityEncoder.class, "typed").create(Map.of("a", 0.25, "c", 7), null);
      assertEquals(
          "Own[config=Config[a=0.25, b=0.001, c=7, d=3, e=true, f=x]]", encoder.toString());
      FuseboxException tooLarge =
          assertThrows(
              FuseboxException.class,
              () -> host.find(ModalityEncoder.class, "typed").create(Map.of("a", 1e60), null));
      assertTrue(tooLarge.getMessage().contains("must be a number, found '1.0E60'"));
      assertRefused(host, "listed", "'scales' of the plug-in listed is of type List", "float");
      assertRefused(host, "wrong", "'count' of wrong must be a whole number, found 'many'");
    }
    PluginModule module = listed.module("OwnPlugin");
    String said = assertThrows(FuseboxException.class, module::factories).getMessage();
    assertTrue(said.contains("'scales' of the plug-in listed is of type List"), said);
  }

  @Test
  void whatIsThrownNamesTheLineOfThePluginsOwnClass() throws Exception {
    AuthoredPlugin npe =
        AuthoredPlugin.in(folder, "npe")
            .encoder("", "String s = null;\n    s.length();\n    return input;")
            .offered();
    AuthoredPlugin library =
        plugin("library")
            .encoder(
                "", "com.google.common.base.Preconditions.checkState(false);\n    return input;")
            .offered()
            .bnd("-conditionalpackage", inherited("-conditionalpackage"))
            .bnd("Import-Package", inherited("Import-Package"));
    AuthoredPlugin starting =
        plugin("starting")
            .type(
                "Broken",
                "final class Broken {\n  static final int NUMBER = Integer.parseInt(\"x\");\n}\n")
            .module(
                "OwnPlugin",
                "@Plugin(\"starting\")",
                "bindConstant().to(Broken.NUMBER);"
                    .replace("bindConstant().to(", "String.valueOf("));
    npe.drop(plugins);
    library.drop(plugins);
    starting.drop(plugins);
    try (FelixHost host = new FelixHost(plugins)) {
      assertEquals(1, host.refused().size(), host.refused().toString());
      assertThrown(host, "npe", "NullPointerException", npe.line("Own", "s.length()"));
      assertThrown(host, "library", "IllegalState", library.line("Own", "checkState"));
      assertRefused(
          host,
          "starting",
          "NumberFormatException",
          "at org.nc.starting.Broken.<clinit>(Broken.java:" + starting.line("Broken", "parseInt"));
    }
  }

  private static void assertThrown(FelixHost host, String id, String what, int line) {
    ModalityEncoder encoder = host.find(ModalityEncoder.class, id).create(Map.of(), null);
    FuseboxException failed =
        assertThrows(FuseboxException.class, () -> PluginCall.of(id, () -> encoder.encode(null)));
    String said = failed.getMessage();
    assertTrue(said.contains("plug-in " + id + " threw ") && said.contains(what), said);
    assertTrue(said.contains("at org.nc.%s.Own.encode(Own.java:%d)".formatted(id, line)), said);
  }

  @Test
  void aLibraryIsEmbeddedOrMissedInWordsAtBuildTimeAndAtRunTime() throws Exception {
    String uses = "com.google.common.collect.ImmutableList.of(1);\n    return input;";
    AuthoredPlugin bare = AuthoredPlugin.in(folder, "bare").encoder("", uses).offered();
    AuthoredPlugin whole =
        AuthoredPlugin.in(folder, "whole")
            .encoder("", uses)
            .offered()
            .bnd("-conditionalpackage", inherited("-conditionalpackage"))
            .bnd("Import-Package", inherited("Import-Package"));
    bare.drop(plugins);
    whole.drop(plugins);
    try (FelixHost host = new FelixHost(plugins)) {
      assertRefused(host, "bare", "needs the package com.google.common.collect", "'A library'");
      host.find(ModalityEncoder.class, "whole").create(Map.of(), null).encode(null);
    }
    AssertionError refused =
        assertThrows(AssertionError.class, contract(bare.module("OwnPlugin"))::fuseboxWouldStartIt);
    assertTrue(refused.getMessage().contains("com.google.common.collect"), refused.getMessage());
    assertTrue(refused.getMessage().contains("guava-"), refused.getMessage());
    contract(whole.module("OwnPlugin")).fuseboxWouldStartIt();
  }

  /** What projects of 'fusebox new' inherit. */
  private static String inherited(String header) throws Exception {
    String pom = Files.readString(Path.of("../../core/plugin-parent/pom.xml"));
    String[] parts = pom.split("\n" + header + ":");
    return parts[1].replace("\\\n", " ").lines().findFirst().orElseThrow().strip();
  }

  private static PluginContract contract(PluginModule module) {
    return () -> module;
  }

  @Test
  void aPluginMayLog() throws Exception {
    AuthoredPlugin.in(folder, "logs")
        .encoder(
            "",
            "org.slf4j.LoggerFactory.getLogger(Own.class).info(\"{} it does\", 1);\n    return input;")
        .offered()
        .drop(plugins);
    AuthoredPlugin.in(folder, "logs1")
        .encoder("", "org.slf4j.LoggerFactory.getLogger(\"x\");\n    return input;")
        .offered()
        .bnd("Import-Package", "org.slf4j;version=\"[1.7,2)\",*")
        .drop(plugins);
    try (FelixHost host = new FelixHost(plugins)) {
      for (String id : new String[] {"logs", "logs1"}) {
        host.find(ModalityEncoder.class, id).create(Map.of(), null).encode(null);
      }
    }
  }

  @Test
  void theContractTestsFindTheMistakesBeforeAnyFuseboxDoes() throws Exception {
    PluginModule none = plugin("none").module("OwnPlugin", "", OFFER).module("OwnPlugin");
    assertSays(contract(none)::isAnnotated, "org.nc.none.OwnPlugin has no annotation @Plugin");
    assertSays(contract(none)::fuseboxWouldStartIt, "no class in it is annotated with @Plugin");
    PluginModule duo =
        plugin("duo")
            .module("APlugin", "@Plugin(\"duo-a\")", OFFER)
            .module("BPlugin", "@Plugin(\"duo-b\")", OFFER)
            .module("APlugin");
    assertSays(
        contract(duo)::fuseboxWouldStartIt,
        "annotated with @Plugin (org.nc.duo.APlugin, org.nc.duo.BPlugin)");
    PluginModule generation =
        plugin("mytask").module("OwnPlugin", "@Plugin(\"generation\")", OFFER).module("OwnPlugin");
    assertSays(
        contract(generation)::takesNoIdOfFuseboxItself,
        "Fusebox itself brings a plug-in 'generation'");
    AuthoredPlugin typed =
        AuthoredPlugin.in(folder, "table")
            .encoder("@Default(\"1.0\") float scale, int size", "return input;")
            .offered();
    PluginModule table = typed.module("OwnPlugin");
    Path readme =
        Files.writeString(
            folder.resolve("README.md"),
            "| key | default | description |\n|---|---|---|\n| `scale` | 1 | x |\n| `sise` | 2 | y |\n");
    assertSays(
        new PluginContract() {
              @Override
              public PluginModule module() {
                return table;
              }

              @Override
              public Path readme() {
                return readme;
              }
            }
            ::readmeListsTheSettingsAsTheyAre,
        "the default of `scale` is 1.0, the table says 1; there is no row | `size` | required | ... |; there is no setting `sise`");
  }

  private static void assertSays(org.junit.jupiter.api.function.Executable test, String words) {
    String said = assertThrows(AssertionError.class, test).getMessage();
    assertTrue(said.contains(words), said);
  }
}
