package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.OutputResult.Status;
import io.fusebox.api.reference.ReferenceCase;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of every kind of reference case: it finds right outputs right and wrong ones wrong.
 */
public interface ReferenceCaseContract {
  /** A new kind of reference case. */
  ReferenceCase reference();

  /** The name of the case that {@link #write} writes. */
  String name();

  /**
   * Writes a case that passes.
   *
   * @param folder an empty folder
   * @return the folder of the case: this one, or one in it
   */
  Path write(Path folder) throws IOException;

  /** The services of the host for a case; {@code manager} owns its tensors. */
  default Models models(Path folder, NDManager manager) {
    return new CaseOnlyModels(folder, manager);
  }

  /** Makes every output of a case wrong; by default the tensors of outputs.safetensors. */
  default void spoil(Path folder) throws IOException {
    Path file = folder.resolve("outputs.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      SafetensorsFile old = SafetensorsFile.open(file);
      Map<String, NDArray> spoilt = new HashMap<>();
      for (String name : old.names()) {
        NDArray output = old.read(manager, name);
        boolean truths = output.getDataType() == DataType.BOOLEAN;
        spoilt.put(
            name,
            truths
                ? output.logicalNot()
                : output.add(manager.create(1f).toType(output.getDataType(), false)));
      }
      SafetensorsWriter.write(file, spoilt, Map.of(), Dtype.F32);
    }
  }

  private List<OutputResult> rows(Path folder) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return reference().verify(folder, models(folder, manager));
    }
  }

  @Test
  default void knowsItsCasesAndNoOthers() {
    assertTrue(reference().knows(name()), name());
    for (String other : List.of("", "no-such-case", "x" + name(), name().substring(1))) {
      assertFalse(reference().knows(other), "it knows the case '" + other + "'");
    }
  }

  @Test
  default void findsARightCaseRight(@TempDir Path folder) throws IOException {
    Set<String> outputs = new HashSet<>();
    for (OutputResult row : rows(write(folder))) {
      assertEquals(Status.OK, row.status(), row.line());
      assertTrue(outputs.add(row.output()), "two rows for " + row.output());
    }
    assertFalse(outputs.isEmpty(), "no row");
  }

  @Test
  default void findsEveryWrongOutputWrong(@TempDir Path folder) throws IOException {
    Path own = write(folder);
    spoil(own);
    List<OutputResult> rows = rows(own);
    assertFalse(rows.isEmpty(), "no row");
    rows.forEach(row -> assertEquals(Status.FAIL, row.status(), row.line()));
  }

  @Test
  default void refusesFilesThatAreMissingOrCut(@TempDir Path folder) throws IOException {
    for (boolean cut : new boolean[] {true, false}) {
      Path own = write(Files.createDirectories(folder.resolve(cut ? "cut" : "missing")));
      try (var files = Files.walk(own)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          byte[] whole = Files.readAllBytes(file);
          Files.delete(file);
          if (cut) {
            Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
          }
        }
      }
      FuseboxException refused = assertThrows(FuseboxException.class, () -> rows(own));
      assertFalse(String.valueOf(refused.getMessage()).isBlank());
    }
  }
}
