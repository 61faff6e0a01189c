package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.util.Utils;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.testkit.GoldenCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed Fusebox on a processor whose library has a convolution wrong. */
class KernelsInstalledTest {
  private static final String FAULT = "-Dfusebox.test.wrong-kernel=conv1d,_24";
  private static final String WRONG = "conv1d, 24 to 24 channels, kernel 3, stride 2";

  /** As oneDNN reports which instructions it has chosen. */
  private static final String LIMITED = "info,cpu,isa:Intel AVX2";

  @TempDir Path folder;

  private FuseboxProcess fusebox(String... arguments) {
    // The library's log shows what it really uses; its files are unpacked already.
    Map<String, String> environment =
        Map.of(
            "FUSEBOX_CACHE",
            folder.resolve("cache").toString(),
            "FUSEBOX_JAVA_OPTS",
            FAULT + " -DDJL_CACHE_DIR=" + Utils.getCacheDir(),
            "ONEDNN_VERBOSE",
            "1");
    return FuseboxProcess.run(FuseboxHome.current(), folder, environment, arguments);
  }

  private FuseboxProcess verify() throws Exception {
    Path golden = GoldenCase.of("wav2vec2-tiny-layer").folder();
    return fusebox("verify", golden.toString());
  }

  private List<Path> kept() throws IOException {
    try (var files = Files.list(folder.resolve("cache"))) {
      return files.filter(f -> f.getFileName().toString().startsWith("arithmetic-")).toList();
    }
  }

  private static void assertSays(String text, String part, FuseboxProcess done) {
    assertTrue(text.contains(part), "no '" + part + "' in " + done);
  }

  @Test
  void aWrongKernelIsToldWorkedAroundAndNotAskedForAgain() throws Exception {
    FuseboxProcess first = verify();
    assertEquals(0, first.exitCode(), first::toString);
    assertSays(first.err(), WRONG, first);
    assertSays(first.err(), "Worked around: ONEDNN_MAX_CPU_ISA=AVX2", first);
    assertSays(first.out(), LIMITED, first);
    assertEquals(1, kept().size());
    FileTime written = Files.getLastModifiedTime(kept().get(0));

    FuseboxProcess second = verify();
    assertEquals(0, second.exitCode(), second::toString);
    assertFalse(second.err().contains("wrong"), second::toString);
    assertSays(second.out(), LIMITED, second);
    assertEquals(List.of(written), List.of(Files.getLastModifiedTime(kept().get(0))));

    FuseboxProcess doctor = fusebox("doctor");
    assertSays(doctor.out(), "ok    kernels", doctor);
    assertSays(doctor.out(), WRONG, doctor);
    assertSays(doctor.out(), "Worked around: ONEDNN_MAX_CPU_ISA=AVX2", doctor);
  }
}
