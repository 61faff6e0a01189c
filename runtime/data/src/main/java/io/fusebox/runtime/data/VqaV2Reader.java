package io.fusebox.runtime.data;

import static io.fusebox.api.settings.Settings.require;
import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * VQAv2's official files in one folder: questions, annotations, and the images below it.
 *
 * <p>A split is named as in the files ({@code val2014}) or without its year ({@code val}). {@code
 * test} means {@code val} when the test split has no annotations: its answers were never published,
 * and the literature reports on {@code val}.
 */
public final class VqaV2Reader implements DataFormat {
  @Override
  public String layout() {
    return "a folder with v2_OpenEnded_mscoco_<split>_questions.json,"
        + " v2_mscoco_<split>_annotations.json and <split>/COCO_<split>_<number>.jpg";
  }

  @Override
  public boolean recognizes(Path path) {
    return Files.isDirectory(path)
        ? !VqaV2Files.in(path).isEmpty()
        : VqaV2Files.of(path).isPresent();
  }

  @Override
  public void read(Source source, Examples to) {
    VqaV2Files files = files(source, true);
    require(
        files.hasAnnotations(),
        "there are questions (%s) but no annotations (%s); download them into the same folder"
            .formatted(files.questions(), files.annotations().getFileName()));
    VqaV2Json questions = VqaV2Json.questions(files.questions(), source.limits());
    VqaV2Json annotations = VqaV2Json.annotations(files.annotations(), source.limits());
    InputFiles images = new InputFiles(files.images());
    for (VqaV2Json.VqaEntry question : questions.entries().values()) {
      VqaV2Json.@Nullable VqaEntry annotation = annotations.entries().get(question.id());
      try {
        Path image = images.at(files.image(question.image()));
        to.add(example(question, annotation, image), "question %d".formatted(question.id()));
      } catch (FuseboxException e) {
        throw new FuseboxException(
            "%s: question %d: %s".formatted(files.questions(), question.id(), e.getMessage()), e);
      }
    }
    requireQuestions(files, questions, annotations);
    Path folder = requireNonNull(files.questions().getParent());
    to.name(folder.getFileName() + "/" + files.subtype());
  }

  /** The answers of some splits were never published. */
  @Override
  public void readQuestions(Source source, Questions to) {
    VqaV2Files files = files(source, false);
    if (files.hasAnnotations()) {
      DataFormat.super.readQuestions(source, to);
      return;
    }
    VqaV2Json questions = VqaV2Json.questions(files.questions(), source.limits());
    InputFiles images = new InputFiles(files.images());
    for (VqaV2Json.VqaEntry entry : questions.entries().values()) {
      to.add(
          Long.toString(entry.id()),
          question(entry, images.at(files.image(entry.image()))),
          Map.of(),
          "question %d".formatted(entry.id()));
    }
  }

  private static Question question(VqaV2Json.VqaEntry entry, Path image) {
    return Question.withText(Map.of(Modality.IMAGE, image), entry.text());
  }

  private static Example example(
      VqaV2Json.VqaEntry question, VqaV2Json.@Nullable VqaEntry found, Path image) {
    require(found != null, "the annotations do not have it; do both files belong together?");
    VqaV2Json.VqaEntry annotation = requireNonNull(found);
    require(
        annotation.image() == question.image(),
        "it is about image %d, but its annotation is about image %d"
            .formatted(question.image(), annotation.image()));
    return new Example(
        Long.toString(question.id()),
        question(question, image),
        annotation.text(),
        annotation.answers(),
        annotation.answerType(),
        annotation.questionType());
  }

  private static void requireQuestions(VqaV2Files files, VqaV2Json questions, VqaV2Json others) {
    for (long id : others.entries().keySet()) {
      require(
          questions.entries().containsKey(id),
          "%s: question %d is not in %s; do both files belong together?"
              .formatted(files.annotations(), id, files.questions().getFileName()));
    }
  }

  private static VqaV2Files files(Source source, boolean answered) {
    if (!Files.isDirectory(source.path())) {
      return VqaV2Files.of(source.path())
          .orElseThrow(
              () -> new FuseboxException(source.path() + " is not a VQAv2 questions file"));
    }
    List<VqaV2Files> all = VqaV2Files.in(source.path());
    if (source.split().isEmpty() && all.size() == 1) {
      return all.get(0);
    }
    return source
        .split()
        .flatMap(s -> named(all, s, answered))
        .orElseThrow(
            () -> SplitNames.unknown(source, all.stream().map(VqaV2Files::subtype).toList()));
  }

  private static Optional<VqaV2Files> named(List<VqaV2Files> all, String split, boolean answered) {
    Optional<VqaV2Files> exact =
        all.stream()
            .filter(f -> f.subtype().equals(split) || f.shortName().equals(split))
            .findFirst();
    boolean useless = exact.map(f -> answered && !f.hasAnnotations()).orElse(true);
    return split.equals("test") && useless
        ? all.stream().filter(f -> f.shortName().equals("val")).findFirst().or(() -> exact)
        : exact;
  }
}
