package io.fusebox.runtime.pretrain.bpe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The 256 printable characters that stand for bytes in byte-level BPE files (GPT-2's table): a
 * printable Latin-1 character for itself, the others as 256, 257, ... in their order.
 */
final class ByteAlphabet {
  private final String[] symbols = new String[256];

  ByteAlphabet() {
    int next = 256;
    for (int b = 0; b < 256; b++) {
      symbols[b] = String.valueOf((char) (printable(b) ? b : next++));
    }
  }

  private static boolean printable(int b) {
    return b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xac || b >= 0xae && b <= 0xff;
  }

  /** All 256, printable ones first, as published vocabularies have them. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      for (int b = 0; b < 256; b++) {
        if (printable(b) == (pass == 0)) {
          all.add(symbols[b]);
        }
      }
    }
    return all;
  }

  /** The symbols of a text's UTF-8 bytes. */
  List<String> of(String text) {
    List<String> out = new ArrayList<>();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      out.add(symbols[b & 0xff]);
    }
    return out;
  }
}
