package io.fusebox.causal;

import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.settings.Settings;
import java.util.List;

/** The settings that have no meaning for a decoder-only PLM, or change nothing. */
final class ReadableInput {
  private ReadableInput() {}

  /** Refuses what has no meaning. */
  static void require(CausalStack stack, PlmInput input) {
    List<Segment> list = input.segments().list();
    Settings.require(
        input.positions() != Positions.SEGMENT,
        "positions cannot restart in each segment: a decoder-only PLM has only ever seen one count"
            + " over the whole input; set positions to continuous, or leave it out");
    list.forEach(segment -> require(stack, segment));
    Settings.require(
        !list.get(list.size() - 1).blind() || list.stream().allMatch(Segment::blind),
        "a blind prompt at the end of a decoder-only PLM's input would hide all before it from the"
            + " first token of the answer; put it in front or in the middle (prompt-position), or"
            + " use promptfuse");
  }

  private static void require(CausalStack stack, Segment segment) {
    requireNoNorm(segment);
    Settings.require(!stack.addsPositions() || !segment.placed(), placed(segment));
  }

  /** A segment whose place is nothing but its turn. */
  static Segment placed(CausalStack stack, Segment segment) {
    requireNoNorm(segment);
    Settings.require(!stack.addsPositions(), placed(segment));
    return segment.placedAs(segment.embeddings());
  }

  private static void requireNoNorm(Segment segment) {
    Settings.require(
        segment.norm().isEmpty(),
        "'%s' has a LayerNorm of its own (train-layernorm), but this PLM does not normalise its embeddings; remove it"
            .formatted(segment.name()));
  }

  private static String placed(Segment segment) {
    return "'%s' cannot be placed by itself: its positions would restart, and a decoder-only PLM has only ever seen one count over the whole input; leave the placing to the PLM (jointproj: set place-first to false)"
        .formatted(segment.name());
  }

  /** The settings that change nothing, in a sentence each. */
  static List<String> remarks(PlmInput input) {
    List<Segment> list = input.segments().list();
    long blind = list.stream().takeWhile(Segment::blind).count();
    boolean front = blind > 0 && list.stream().skip(blind).noneMatch(Segment::blind);
    return front
        ? List.of(
            "a blind prompt in front of a decoder-only PLM's input is no other than a plain one:"
                + " nothing sees what follows it. Results are those of promptfuse;"
                + " prompt-position: middle makes a difference")
        : List.of();
  }
}
