package io.fusebox.runtime.selfcheck;

import io.fusebox.runtime.selfcheck.kernels.KernelFinding;
import io.fusebox.toolkit.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** A verdict on one machine as a small text file: read at every start, so no parser is loaded. */
final class VerdictFile {
  private static final String FORMAT = "fusebox arithmetic, format 1";
  private static final String MACHINE = "machine ";
  private static final String LIMIT = "limit ";
  private static final String WRONG = "wrong ";
  private static final String SUM = "crc32 ";

  private final Path file;
  private final MachineIdentity machine;

  VerdictFile(Path folder, MachineIdentity machine) {
    this.machine = machine;
    CRC32 name = new CRC32();
    name.update(machine.identity().getBytes(StandardCharsets.UTF_8));
    this.file = folder.resolve("arithmetic-" + Long.toHexString(name.getValue()) + ".txt");
  }

  Path path() {
    return file;
  }

  /** The record kept of this machine; nothing if there is no file or it is not whole. */
  Optional<Verdict> read() {
    try {
      String text = Files.readString(file);
      int end = text.lastIndexOf(SUM);
      return end >= 0 && text.substring(end).equals(sum(text.substring(0, end)))
          ? parse(text.substring(0, end).lines().toList())
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // Then the machine is asked again.
    }
  }

  private Optional<Verdict> parse(List<String> lines) {
    if (lines.size() < 3
        || !lines.get(0).equals(FORMAT)
        || !lines.get(1).equals(MACHINE + machine.identity())) {
      return Optional.empty();
    }
    InstructionSetLimit limit = InstructionSetLimit.valueOf(lines.get(2).substring(LIMIT.length()));
    List<KernelFinding> wrong = new ArrayList<>();
    for (String line : lines.subList(3, lines.size())) {
      String[] parts = line.substring(WRONG.length()).split("\t", 2);
      wrong.add(new KernelFinding(parts[0], KernelFinding.Status.WRONG, parts[1]));
    }
    return Optional.of(new Verdict(wrong, limit, List.of()));
  }

  /**
   * Keeps a verdict.
   *
   * @throws io.fusebox.api.FuseboxException when it cannot be written
   */
  void write(Verdict verdict) {
    StringBuilder text = new StringBuilder();
    text.append(FORMAT).append('\n');
    text.append(MACHINE).append(machine.identity()).append('\n');
    text.append(LIMIT).append(verdict.limit()).append('\n');
    for (KernelFinding wrong : verdict.wrong()) {
      text.append(WRONG).append(wrong.kernel()).append('\t').append(wrong.detail()).append('\n');
    }
    AtomicFile.write(file, (text + sum(text.toString())).getBytes(StandardCharsets.UTF_8));
  }

  private static String sum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return SUM + Long.toHexString(sum.getValue()) + "\n";
  }
}
