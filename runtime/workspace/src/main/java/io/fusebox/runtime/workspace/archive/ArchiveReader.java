package io.fusebox.runtime.workspace.archive;

import static io.fusebox.api.settings.Settings.require;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.workspace.archive.ArchiveManifest.ArchivedFile;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.JsonFile;
import io.fusebox.toolkit.files.Sha256;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Unpacks archives, which are untrusted. An archive is read once, as a stream: the manifest says
 * what may follow, and nothing else, nothing longer and nothing of other bytes is taken.
 */
final class ArchiveReader {
  private static final int MANIFEST_BYTES = 4 << 20;
  private static final long PIPELINE_BYTES = 1 << 18;
  private static final long PLUGIN_BYTES = 256L << 20;

  /** Tensors hardly get smaller: what grows more than so much is no archive but a trap. */
  private static final int MOST_GROWTH = 20;

  private static final long SMALL_BYTES = 256L << 20;

  private final Path archive;

  ArchiveReader(Path archive) {
    this.archive = archive;
  }

  /**
   * Unpacks everything into an empty folder.
   *
   * @return what was unpacked
   * @throws FuseboxException when the archive is damaged or not one, or too large for this disk;
   *     what was written by then stays in the folder
   */
  ArchiveManifest unpack(Path folder) {
    JsonFile.requireRegular(archive);
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(archive), 1 << 16))) {
      ArchiveManifest manifest = manifest(zip);
      Map<String, ArchivedFile> expected = new LinkedHashMap<>(manifest.entries());
      requireRoom(expected, folder);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        ArchivedFile file = expected.remove(entry.getName());
        require(file != null, "it has a file that its manifest does not name, or has it twice");
        unpack(zip, requireNonNull(file), folder.resolve(entry.getName()));
      }
      require(
          expected.isEmpty(),
          "it ends before %s; was it copied to the end?".formatted(expected.keySet()));
      return manifest;
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw damaged("it is not a whole ZIP file (%s)".formatted(e.getMessage()), e);
    } catch (IOException e) {
      throw new FuseboxException(
          "cannot unpack %s: %s".formatted(archive, IoErrorMessage.of(e)), e);
    } catch (FuseboxException e) {
      throw damaged(e.getMessage(), e);
    }
  }

  private FuseboxException damaged(String why, Exception e) {
    return new FuseboxException(
        "%s cannot be imported: %s. Nothing was installed; copy it again, or export it again"
            .formatted(archive, why),
        e);
  }

  private static ArchiveManifest manifest(ZipInputStream zip) throws IOException {
    ZipEntry first = zip.getNextEntry();
    require(
        first != null && first.getName().equals(ArchiveManifest.NAME),
        "it is not an archive of 'fusebox export': it does not begin with " + ArchiveManifest.NAME);
    byte[] bytes = zip.readNBytes(MANIFEST_BYTES + 1);
    require(bytes.length <= MANIFEST_BYTES, "its manifest is too long");
    JsonNode json = JsonFile.parseObject(bytes, Path.of(ArchiveManifest.NAME));
    JsonNode format = json.path("format");
    require(
        format.isInt() && format.intValue() == ArchiveManifest.FORMAT,
        "it has the format %s, this Fusebox reads %d; import it with the Fusebox that wrote it, or a later one (%s)"
            .formatted(
                shortened(format.toString()),
                ArchiveManifest.FORMAT,
                shortened(json.path("fusebox").asText("unknown"))));
    try {
      ArchiveManifest manifest = new ObjectMapper().treeToValue(json, ArchiveManifest.class);
      manifest.check();
      return manifest;
    } catch (JsonProcessingException e) {
      throw new FuseboxException("its manifest is not as manifests are", e);
    }
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(40, text.length()));
  }

  private void requireRoom(Map<String, ArchivedFile> entries, Path folder) throws IOException {
    long total = 0;
    for (ArchivedFile file : entries.values()) {
      require(file.size() <= Long.MAX_VALUE - total, "its files are larger than any disk");
      total += file.size();
    }
    entries.forEach(
        (name, file) ->
            require(
                file.size()
                    <= (name.equals(ArchiveManifest.PIPELINE)
                        ? PIPELINE_BYTES
                        : name.startsWith("plugins/") ? PLUGIN_BYTES : Long.MAX_VALUE),
                "the file %s is too large: %,d bytes".formatted(name, file.size())));
    long packed = Files.size(archive);
    require(
        total <= SMALL_BYTES || total / MOST_GROWTH <= packed,
        "its %,d bytes say that they unpack to %,d".formatted(packed, total));
    long free = Files.getFileStore(folder).getUsableSpace();
    require(
        total < free,
        "it unpacks to %,d bytes, and %s has %,d left".formatted(total, folder, free));
  }

  /** Never writes more than the manifest says, whatever the stream holds. */
  private static void unpack(InputStream in, ArchivedFile file, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Sha256 digest = new Sha256();
    long left = file.size();
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out =
        Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        require(n <= left, "the file %s is longer than its manifest says".formatted(file.name()));
        left -= n;
        out.write(buffer, 0, n);
        digest.bytes(ByteBuffer.wrap(buffer, 0, n));
      }
    }
    require(left == 0, "the file %s is shorter than its manifest says".formatted(file.name()));
    require(
        digest.hex().equals(file.sha256()),
        "the file %s does not have the SHA-256 of its manifest".formatted(file.name()));
  }
}
