package io.fusebox.runtime.server.questions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.encoder.PatchGrid;
import io.fusebox.runtime.explain.ExplainedSegment;
import io.fusebox.runtime.explain.Explanation;
import io.fusebox.runtime.server.system.QuestionAnswering.ExplainedAnswer;
import java.util.Base64;

/** An explanation as the OpenAPI description has it. */
final class ExplanationJson {
  private ExplanationJson() {}

  static ObjectNode of(ExplainedAnswer explained) {
    Explanation explanation = explained.explanation();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("strategy", explained.strategy())
        .put("answer", explanation.answer())
        .put("word", explanation.word())
        .put("probability", explanation.probability())
        .put("summary", explanation.completeness())
        .put("error", explanation.error());
    ArrayNode blended = json.putArray("blended");
    explanation.blended().forEach(blended::add);
    ArrayNode parts = json.putArray("parts");
    explanation.parts().forEach(part -> add(parts.addObject(), explanation, part));
    return json;
  }

  private static void add(ObjectNode json, Explanation explanation, ExplainedSegment part) {
    json.put("name", part.name())
        .put("share", explanation.share(part))
        .put("inFavour", part.inFavour())
        .put("against", part.against());
    ArrayNode units = json.putArray("units");
    part.units().forEach(u -> units.addObject().put("name", u.name()).put("value", u.value()));
    part.grid().ifPresent(grid -> add(json.putObject("grid"), grid));
    part.png()
        .ifPresent(
            png ->
                json.put(
                    "image", "data:image/png;base64," + Base64.getEncoder().encodeToString(png)));
  }

  private static void add(ObjectNode json, PatchGrid grid) {
    json.put("whole", grid.global()).put("rows", grid.rows()).put("columns", grid.columns());
    PatchGrid.Window window = grid.window();
    json.putObject("window")
        .put("top", window.top())
        .put("left", window.left())
        .put("bottom", window.bottom())
        .put("right", window.right());
  }
}
