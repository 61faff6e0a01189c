package io.fusebox.runtime.data;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one split of VQAv2 (or VQA v1, whose names lack {@code v2_}).
 *
 * @param subtype the split as the official names have it, for instance {@code val2014}
 * @param images the folder of {@code COCO_<subtype>_<number>.jpg}
 */
record VqaV2Files(String subtype, Path questions, Path annotations, Path images) {
  private static final Pattern QUESTIONS =
      Pattern.compile("(v2_)?OpenEnded_mscoco_([A-Za-z0-9-]+)_questions\\.json");

  /** Every split whose questions are in {@code folder}, by name. */
  static List<VqaV2Files> in(Path folder) {
    List<VqaV2Files> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*_questions.json")) {
      files.forEach(f -> of(f).ifPresent(found::add));
    } catch (IOException e) {
      throw new FuseboxException("cannot list %s: %s".formatted(folder, IoErrorMessage.of(e)), e);
    }
    found.sort(Comparator.comparing(f -> f.questions().getFileName().toString()));
    return found;
  }

  /** The split of this questions file, if its name is an official one. */
  static Optional<VqaV2Files> of(Path questions) {
    Matcher name = QUESTIONS.matcher(questions.getFileName().toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    String version = name.group(1) == null ? "" : name.group(1);
    String subtype = name.group(2);
    Path folder = questions.resolveSibling("");
    Path annotations = folder.resolve(version + "mscoco_" + subtype + "_annotations.json");
    return Optional.of(new VqaV2Files(subtype, questions, annotations, images(folder, subtype)));
  }

  /** Where the images are: {@code val2014/} or {@code images/val2014/}. */
  private static Path images(Path folder, String subtype) {
    String set = imageSet(subtype);
    Path nested = folder.resolve("images").resolve(set);
    return Files.isDirectory(nested) ? nested : folder.resolve(set);
  }

  /** The questions of {@code test-dev2015} are about some of the images of {@code test2015}. */
  private static String imageSet(String subtype) {
    return subtype.replaceFirst("-[a-z]+(?=\\d)", "");
  }

  boolean hasAnnotations() {
    return Files.isRegularFile(annotations);
  }

  /** {@code val} for {@code val2014}. */
  String shortName() {
    return subtype.replaceFirst("\\d+$", "");
  }

  /** The name of an image's file. */
  String image(long id) {
    return String.format(Locale.ROOT, "COCO_%s_%012d.jpg", imageSet(subtype), id);
  }
}
