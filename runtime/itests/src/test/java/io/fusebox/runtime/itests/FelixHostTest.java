package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.host.FelixHost;
import io.fusebox.runtime.host.FuseboxHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Felix with the real jars. */
class FelixHostTest {
  private static final Path PLUGINS = FuseboxHome.current().plugins();

  @Test
  void startsEveryBundleOfTheDistribution() {
    try (FelixHost host = new FelixHost(PLUGINS)) {
      Set<String> ids =
          host.registered().stream().map(PluginFactory::id).collect(Collectors.toSet());
      assertTrue(
          ids.containsAll(
              Set.of(
                  "bart",
                  "t5",
                  "gpt2",
                  "llama",
                  "qwen",
                  "vit",
                  "wav2vec2",
                  "hubert",
                  "whisper",
                  "ast",
                  "clip",
                  "siglip",
                  "torchscript",
                  "dinov2",
                  "videomae",
                  "frames",
                  "promptfuse",
                  "blackimage",
                  "noprompt",
                  "blindprompt",
                  "linear",
                  "jointproj",
                  "finetune")),
          ids.toString());
      assertEquals(List.of(), host.refused());
    }
  }

  /** Felix writes versions with the digits of the default locale. */
  @Test
  void startsEveryBundleWhereDigitsAreOthersAndLeavesTheLocaleAlone() {
    Locale before = Locale.getDefault();
    Locale arabic = Locale.forLanguageTag("ar-EG-u-nu-arab");
    try {
      Locale.setDefault(arabic);
      try (FelixHost host = new FelixHost(PLUGINS)) {
        assertEquals(List.of(), host.refused());
        assertEquals(arabic, Locale.getDefault(Locale.Category.FORMAT));
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aPluginsClassesComeFromItsBundleAndTheContractFromTheHost() {
    try (FelixHost host = new FelixHost(PLUGINS)) {
      FusionStrategy strategy = host.find(FusionStrategy.class, "noprompt").create(Map.of(), null);
      assertNotSame(FusionStrategy.class.getClassLoader(), strategy.getClass().getClassLoader());
    }
  }

  @Test
  void aBrokenJarIsRefusedWithTheReasonAndTheRestRun(@TempDir Path folder) throws IOException {
    try (Stream<Path> jars = Files.list(PLUGINS)) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, folder.resolve(jar.getFileName()));
      }
    }
    Files.writeString(folder.resolve("broken.jar"), "this is not a jar");
    try (FelixHost host = new FelixHost(folder)) {
      assertEquals(1, host.refused().size());
      assertEquals("broken.jar", host.refused().get(0).jar().getFileName().toString());
      assertTrue(host.refused().get(0).reason().length() > 10);
      assertEquals("vit", host.find(io.fusebox.api.encoder.ModalityEncoder.class, "vit").id());
    }
  }

  @Test
  void anUnknownPluginIsRefusedWithNearMisses() {
    try (FelixHost host = new FelixHost(PLUGINS)) {
      FuseboxException refused =
          assertThrows(FuseboxException.class, () -> host.find(FusionStrategy.class, "promtfuse"));
      assertTrue(refused.getMessage().contains("did you mean promptfuse?"), refused.getMessage());
    }
  }

  @Test
  void aMissingPluginFolderIsRefused(@TempDir Path folder) {
    assertThrows(FuseboxException.class, () -> new FelixHost(folder.resolve("nowhere")));
  }
}
