package io.fusebox.toolkit.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FreedMemoryTest {
  private static final Shape LARGE = new Shape(8 << 20); // 32 MB of float32

  @Test
  void whatIsInUseStaysWhereItIs() {
    try (NDManager manager = NDManager.newBaseManager()) {
      List<NDArray> all =
          IntStream.range(0, 200)
              .mapToObj(i -> manager.full(new Shape(10_000), (float) i))
              .toList();
      IntStream.range(0, 100).forEach(i -> all.get(2 * i).close()); // leaves holes
      FreedMemory.giveBack();
      for (int i = 1; i < all.size(); i += 2) {
        assertEquals(10_000f * i, all.get(i).sum().getFloat(), 1f);
      }
    }
  }

  /** glibc by itself would take each large tensor from the system anew: 8,192 pages every time. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whatWasFreedIsUsedAgain() throws IOException {
    FreedMemory.keep();
    try (NDManager manager = NDManager.newBaseManager()) {
      make(manager, 30); // until the holes that it leaves are as large as what is asked for
      long before = pageFaults();
      make(manager, 10);
      long faults = pageFaults() - before;
      assertTrue(faults < 10 * 8192 / 2, faults + " page faults for ten tensors of 8,192 pages");
    }
  }

  private static void make(NDManager manager, int tensors) {
    for (int i = 0; i < tensors; i++) {
      manager.full(LARGE, (float) i).close();
    }
  }

  /** Of this process so far, without reading from a disk: proc(5), stat, minflt. */
  private static long pageFaults() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')')).split(" ")[8]);
  }
}
