package io.fusebox.runtime.selfcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelGuardTest {
  private static final String AGAIN = "here [" + FakeLibrary.WRONG + "]";

  @TempDir Path folder;

  private KernelGuard start(FakeLibrary library) {
    return start(library, Map.of(), Strictness.REFUSE);
  }

  private KernelGuard start(
      FakeLibrary library, Map<String, String> settings, Strictness strictness) {
    MachineIdentity machine =
        new MachineIdentity("A Processor", "Library 1", settings, "A Processor " + settings);
    return new KernelGuard(machine, folder, strictness, library);
  }

  private static void assertSays(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), "no '" + part + "' in " + text);
    }
  }

  @Test
  void aRightMachineIsAskedOnce() {
    FakeLibrary first = FakeLibrary.right();
    start(first).ensure();
    assertEquals(List.of("elsewhere NONE"), first.asked);
    FakeLibrary second = FakeLibrary.right();
    start(second).ensure();
    assertEquals(List.of(), second.asked);
    assertEquals(InstructionSetLimit.NONE, second.limit());
  }

  @Test
  void aWrongKernelIsWorkedAroundAndThisIsKept() {
    FakeLibrary first =
        FakeLibrary.fixedBy(InstructionSetLimit.ONEDNN_AVX2, InstructionSetLimit.ALL_AVX2);
    start(first).ensure();
    assertEquals(InstructionSetLimit.ONEDNN_AVX2, first.limit());
    assertEquals(List.of("elsewhere NONE", "elsewhere ONEDNN_AVX2", AGAIN), first.asked);
    FakeLibrary second =
        FakeLibrary.fixedBy(InstructionSetLimit.ONEDNN_AVX2, InstructionSetLimit.ALL_AVX2);
    start(second).ensure();
    assertEquals(InstructionSetLimit.ONEDNN_AVX2, second.limit());
    assertEquals(List.of(AGAIN), second.asked);
  }

  @Test
  void oneLimitAfterAnotherIsTried() {
    FakeLibrary library = FakeLibrary.fixedBy(InstructionSetLimit.ALL_AVX2);
    start(library).ensure();
    assertEquals(InstructionSetLimit.ALL_AVX2, library.limit());
  }

  @Test
  void whatNothingMendsIsRefusedByNameAtEveryStart() {
    for (int i = 0; i < 2; i++) {
      KernelGuard arithmetic = start(FakeLibrary.fixedBy());
      FuseboxException refused = assertThrows(FuseboxException.class, arithmetic::ensure);
      assertSays(
          refused.getMessage(),
          "Library 1",
          "A Processor",
          FakeLibrary.WRONG,
          "NaN and not 2.0",
          "another machine",
          "FUSEBOX_SELF_CHECK=warn");
    }
  }

  @Test
  void aSettingAllowsGoingOn() {
    start(FakeLibrary.fixedBy(), Map.of(), Strictness.WARN).ensure();
    FakeLibrary unasked = FakeLibrary.fixedBy();
    start(unasked, Map.of(), Strictness.OFF).ensure();
    assertEquals(List.of(), unasked.asked);
    assertEquals(Strictness.REFUSE, Strictness.of(null));
    assertEquals(Strictness.WARN, Strictness.of("warn"));
    assertSays(
        assertThrows(FuseboxException.class, () -> Strictness.of("no")).getMessage(),
        "refuse, warn, off",
        "'no'");
  }

  @Test
  void whatTheUserHasChosenIsNotChanged() {
    FakeLibrary library = FakeLibrary.fixedBy(InstructionSetLimit.ONEDNN_AVX2);
    Map<String, String> chosen = Map.of("ONEDNN_MAX_CPU_ISA", "AVX512_CORE");
    KernelGuard arithmetic = start(library, chosen, Strictness.REFUSE);
    FuseboxException refused = assertThrows(FuseboxException.class, arithmetic::ensure);
    assertSays(refused.getMessage(), "ONEDNN_MAX_CPU_ISA=AVX512_CORE: unset it, or set", "=AVX2");
    assertEquals(InstructionSetLimit.NONE, library.limit());
  }

  @Test
  void aProcessThatCanNoLongerBeLimitedSaysWhatToSet() {
    FakeLibrary library = FakeLibrary.fixedBy(InstructionSetLimit.ONEDNN_AVX2).thatHasChosen();
    FuseboxException refused = assertThrows(FuseboxException.class, start(library)::ensure);
    assertSays(refused.getMessage(), "set ONEDNN_MAX_CPU_ISA=AVX2 in the environment");
  }

  @Test
  void whereNoProcessCanBeStartedTheNextStartIsRight() {
    FakeLibrary library = FakeLibrary.fixedBy(InstructionSetLimit.ONEDNN_AVX2).withoutProcesses();
    assertThrows(FuseboxException.class, start(library.thatHasChosen())::ensure);
    start(library).ensure();
    assertEquals(InstructionSetLimit.ONEDNN_AVX2, library.limit());
    assertEquals(List.of(AGAIN), library.asked);
  }

  @Test
  void aFolderThatCannotBeWrittenFailsNothing() throws IOException {
    folder = Files.createFile(folder.resolve("file"));
    FakeLibrary library = FakeLibrary.fixedBy(InstructionSetLimit.ONEDNN_AVX2);
    start(library).ensure();
    assertEquals(InstructionSetLimit.ONEDNN_AVX2, library.limit());
  }

  @Test
  void aDamagedFileIsAsNone() throws IOException {
    start(FakeLibrary.fixedBy(InstructionSetLimit.ONEDNN_AVX2)).ensure();
    Path kept = only();
    String whole = Files.readString(kept);
    List<String> damaged =
        List.of("", whole.substring(0, whole.length() / 2), whole.replace("ONEDNN_AVX2", "NONE"));
    for (String text : damaged) {
      Files.writeString(kept, text);
      FakeLibrary library = FakeLibrary.fixedBy(InstructionSetLimit.ONEDNN_AVX2);
      start(library).ensure();
      assertEquals(InstructionSetLimit.ONEDNN_AVX2, library.limit());
      assertEquals("elsewhere NONE", library.asked.get(0));
      assertEquals(whole, Files.readString(kept));
    }
  }

  private Path only() throws IOException {
    try (var files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all::toString);
      return all.get(0);
    }
  }

  @Test
  void anotherSettingIsAnotherMachine() {
    start(FakeLibrary.right()).ensure();
    FakeLibrary other = FakeLibrary.right();
    start(other, Map.of("ONEDNN_MAX_CPU_ISA", "SSE41"), Strictness.REFUSE).ensure();
    assertEquals(List.of("elsewhere NONE"), other.asked);
  }

  @Test
  void aDiagnosisAsksAnewAndTellsWhatWasFoundAndDone() {
    assertSays(start(FakeLibrary.right()).diagnose(), "every kernel agrees", "Library 1");
    FakeLibrary library = FakeLibrary.fixedBy(InstructionSetLimit.ONEDNN_AVX2);
    assertSays(
        start(library).diagnose(),
        FakeLibrary.WRONG,
        "Worked around: ONEDNN_MAX_CPU_ISA=AVX2",
        "every kernel is right");
    assertEquals(InstructionSetLimit.ONEDNN_AVX2, library.limit());
    KernelGuard hopeless = start(FakeLibrary.fixedBy(), Map.of(), Strictness.WARN);
    assertThrows(FuseboxException.class, hopeless::diagnose);
  }
}
