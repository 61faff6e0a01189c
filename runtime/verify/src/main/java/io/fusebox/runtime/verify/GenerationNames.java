package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How to generate where a case does not say it in {@code meta.json}: the names of its outputs give
 * the beams ({@code gen_greedy}, {@code gen_beam4}), and what was cut off gives the longest length.
 */
final class GenerationNames {
  private static final String SAID = "generate_variants";
  private static final Pattern NAME = Pattern.compile("gen_(greedy|beam(\\d{1,3}))");

  private GenerationNames() {}

  /** The options by the names of the variants, the reference's names for them inside. */
  static JsonNode variants(VerificationCase of, Plm plm) {
    if (of.meta().has(SAID)) {
      return of.meta().get(SAID);
    }
    List<Matcher> names =
        of.outputs().names().stream().map(NAME::matcher).filter(Matcher::matches).toList();
    int most = longest(of, names, plm);
    ObjectNode variants = JsonNodeFactory.instance.objectNode();
    for (Matcher name : names) {
      int beams = name.group(2) == null ? 1 : Integer.parseInt(name.group(2));
      variants.putObject(name.group(1)).put("num_beams", beams).put("max_length", most);
    }
    return variants;
  }

  /**
   * A sequence without an end was cut at the longest length. If all have ended, it was no less than
   * they have, and the PLM's own otherwise.
   */
  private static int longest(VerificationCase of, List<Matcher> names, Plm plm) {
    int longest = plm.generation().maxLength();
    try (NDManager manager = NDManager.newBaseManager()) {
      SafetensorsFile outputs = of.outputs();
      for (Matcher name : names) {
        NDArray sequences = outputs.read(manager, name.group());
        int width = Math.toIntExact(sequences.getShape().get(1));
        if (isCut(sequences, width, plm.spec())) {
          return width;
        }
        longest = Math.max(longest, width);
      }
    }
    return longest;
  }

  private static boolean isCut(NDArray sequences, int width, PlmSpec spec) {
    long[] ids = sequences.toLongArray();
    for (int row = 0; row + width <= ids.length; row += width) {
      long[] made = Arrays.copyOfRange(ids, row + 1, row + width); // the start may be an end token
      if (Arrays.stream(made).noneMatch(id -> id == spec.eos())) {
        return true;
      }
    }
    return false;
  }
}
