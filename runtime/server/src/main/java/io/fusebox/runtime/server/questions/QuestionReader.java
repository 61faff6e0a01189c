package io.fusebox.runtime.server.questions;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.http.Json;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.http.RequestBody;
import io.fusebox.runtime.http.TextLimit;
import io.fusebox.runtime.http.security.Principal;
import io.fusebox.runtime.server.questions.AskedQuestion.Explain;
import io.fusebox.runtime.server.questions.InputFolders.InputFolder;
import io.fusebox.toolkit.files.FileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.jspecify.annotations.Nullable;

/** Reads questions of one request; what they bring is put into files of its folder. */
final class QuestionReader {
  private static final List<String> KEYS = List.of("question", "inputs", "explain");
  private static final Pattern ENDING = Pattern.compile("\\.([A-Za-z0-9]{1,8})$");

  private final InputFolder folder;
  private final Principal by;
  private final TextLimit limit;
  private int files;

  QuestionReader(InputFolder folder, Principal by, TextLimit limit) {
    this.folder = folder;
    this.by = by;
    this.limit = limit;
  }

  /** A question as JSON. */
  AskedQuestion of(Json json) {
    json.only(KEYS);
    String text = limited(json.text("question"));
    Map<String, List<Path>> inputs = new LinkedHashMap<>();
    JsonNode given = json.object().path("inputs");
    if (!given.isMissingNode() && !given.isNull()) {
      require(given.isObject(), "'inputs' must be an object of inputs by their names");
      given.properties().forEach(e -> inputs.put(e.getKey(), files(e.getValue())));
    }
    return asked(inputs, text, explain(json));
  }

  /** A question with files that are there already. */
  AskedQuestion of(String text, Map<String, List<byte[]>> given) {
    limited(text);
    Map<String, List<Path>> inputs = new LinkedHashMap<>();
    given.forEach(
        (input, each) -> inputs.put(input, each.stream().map(b -> written(b, "")).toList()));
    return asked(inputs, text, Optional.empty());
  }

  /** A question as a form. */
  AskedQuestion of(RequestBody body) {
    try (MultiPartFormData.Parts parts = body.form(folder.path())) {
      @Nullable String text = null;
      Optional<Explain> explain = Optional.empty();
      Map<String, List<Path>> inputs = new LinkedHashMap<>();
      for (MultiPart.Part part : parts) {
        String name = part.getName() == null ? "" : part.getName();
        if (name.equals("question")) {
          require(text == null, "the part 'question' is there twice");
          text = limit.of(part);
        } else if (name.equals("options")) {
          explain = explain(options(part));
        } else {
          List<Path> each = inputs.computeIfAbsent(name, input -> new ArrayList<>());
          requireFew(name, each.size() + 1);
          each.add(moved(part));
        }
      }
      if (text == null) {
        throw new Problem(400, "the form has no part 'question'");
      }
      return asked(inputs, text, explain);
    }
  }

  /** Before any of its files is written. */
  private String limited(String text) {
    return limit.checked("the question", text);
  }

  private Json options(MultiPart.Part part) {
    return Json.of(limit.of(part).getBytes(StandardCharsets.UTF_8)).only(List.of("explain"));
  }

  private AskedQuestion asked(
      Map<String, List<Path>> inputs, String text, Optional<Explain> explain) {
    try {
      return new AskedQuestion(Question.withFiles(inputs, text), explain, folder);
    } catch (FuseboxException e) {
      throw new Problem(400, e.getMessage(), e);
    }
  }

  /** One file, or several. */
  private List<Path> files(JsonNode input) {
    if (!input.isArray()) {
      return List.of(file(input));
    }
    requireFew("inputs", input.size());
    List<Path> each = new ArrayList<>();
    input.forEach(one -> each.add(file(one)));
    return each;
  }

  /** Before any of them is written. */
  private static void requireFew(String input, int files) {
    require(
        files <= Question.MOST_FILES,
        "'%s' has more files than the %d that one input may have"
            .formatted(NameSuggestions.shown(input), Question.MOST_FILES));
  }

  private Path file(JsonNode input) {
    if (input.isTextual()) {
      return written(EncodedInput.bytes(input.asText()), "");
    }
    require(input.isObject(), "an input is base64, a data: URI, an object, or a list of these");
    Json json = new Json(input);
    return input.has("file")
        ? ownFile(json.only(List.of("file")).text("file"))
        : written(
            EncodedInput.bytes(json.only(List.of("data", "name")).text("data")),
            json.optionalText("name").orElse(""));
  }

  /** Anyone who has the workspace's token can read this machine's files anyway. */
  private Path ownFile(String name) {
    if (!by.isOwner()) {
      throw new Problem(
          403,
          "files of this machine are named with the workspace's own token alone; send the bytes");
    }
    Path file = FileNames.path(name);
    require(file.isAbsolute(), "a 'file' is an absolute path");
    return file;
  }

  private Path written(byte[] bytes, String name) {
    try {
      return Files.write(next(name), bytes);
    } catch (IOException e) {
      throw new FuseboxException("an input cannot be kept: " + e.getMessage(), e);
    }
  }

  private Path moved(MultiPart.Part part) {
    try {
      Path file = next(part.getFileName() == null ? "" : part.getFileName());
      part.writeTo(file);
      return file;
    } catch (IOException e) {
      throw new FuseboxException("an input cannot be kept: " + e.getMessage(), e);
    }
  }

  /** A name of our own; of the given one the ending is kept. */
  private Path next(String name) {
    Matcher ending = ENDING.matcher(name);
    files++;
    return folder.path().resolve("input" + files + (ending.find() ? "." + ending.group(1) : ""));
  }

  private Optional<Explain> explain(Json json) {
    JsonNode explain = json.object().path("explain");
    if (explain.isObject()) {
      Json how = new Json(explain).only(List.of("answer", "steps"));
      Optional<String> answer =
          how.optionalText("answer").map(a -> limit.checked("the answer to explain", a));
      return Optional.of(new Explain(answer, how.integer("steps")));
    }
    return json.flag("explain")
        ? Optional.of(new Explain(Optional.empty(), OptionalInt.empty()))
        : Optional.empty();
  }

  private static void require(boolean rule, String message) {
    if (!rule) {
      throw new Problem(400, message);
    }
  }
}
