package io.fusebox.toolkit.tensor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive around source text, as the engine loads it: a zip without compression that
 * holds the text, no constants, and one object without weights, pickled.
 */
final class ScriptArchive {
  /** The version of the operators' meaning. */
  private static final String OPERATORS = "10\n";

  private static final String EMPTY_TUPLE = "\u0080\u0002).";

  /** An object of class NAME whose state is {@code {training: false}}. */
  private static final String OBJECT =
      "\u0080\u0002c__torch__\n%s\n)\u0081}X\u0008\u0000\u0000\u0000training\u0089sb.";

  private ScriptArchive() {}

  /**
   * Packs source text.
   *
   * @param type the class in it whose methods are to be called
   */
  static InputStream of(String type, String source) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "data.pkl", OBJECT.formatted(type));
      put(zip, "constants.pkl", EMPTY_TUPLE);
      put(zip, "version", OPERATORS);
      put(zip, "code/__torch__.py", source);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail to be written
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    ZipEntry entry = new ZipEntry("kernels/" + name);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
