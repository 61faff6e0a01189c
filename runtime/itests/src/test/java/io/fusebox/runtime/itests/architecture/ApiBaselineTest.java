package io.fusebox.runtime.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.Baseline.Info;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import io.fusebox.api.plugin.Plugin;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/**
 * The versions of core's packages show what has changed since the baseline: a plug-in that was
 * built against the old ones must find out when it cannot live with the new ones.
 */
class ApiBaselineTest {
  private static final File BASELINE =
      Path.of("../../core/api/src/baseline/fusebox-api.jar").toFile();

  @Test
  void versionsOfPackagesTellWhatHasChanged() throws Exception {
    try (Jar now = core()) {
      assertEquals(List.of(), mismatches(now), "raise the version in these package-info.java");
    }
  }

  @Test
  void whatIsTakenAwayNeedsANewMajorVersion() throws Exception {
    try (Jar now = core()) {
      now.remove("io/fusebox/api/encoder/PatchGrid.class");
      assertEquals(List.of("io.fusebox.api.encoder 1.0.0, must be 2.0.0"), mismatches(now));
      Manifest manifest = now.getManifest();
      String exports = manifest.getMainAttributes().getValue("Export-Package");
      String raised =
          exports.replaceFirst("(io\\.fusebox\\.api\\.encoder;[^,]*version=\")1", "$12");
      manifest.getMainAttributes().putValue("Export-Package", raised);
      assertTrue(mismatches(now).isEmpty(), () -> raised);
    }
  }

  private static Jar core() throws Exception {
    return new Jar(location(Plugin.class));
  }

  private static File location(Class<?> type) throws URISyntaxException {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static List<String> mismatches(Jar now) throws Exception {
    try (Jar before = new Jar(BASELINE);
        Processor reporter = new Processor()) {
      return new Baseline(reporter, new DiffPluginImpl())
          .baseline(now, before, null).stream()
              .filter(info -> info.mismatch)
              .sorted(Comparator.comparing((Info info) -> info.packageName))
              .map(
                  i ->
                      "%s %s, must be %s"
                          .formatted(i.packageName, i.newerVersion, i.suggestedVersion))
              .toList();
    }
  }
}
