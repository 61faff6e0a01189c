package io.fusebox.runtime.explain;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.PatchGrid;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.QuestionTokens;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.explain.ExplainedSegment.Unit;
import io.fusebox.runtime.explain.gradients.Attributions;
import io.fusebox.runtime.explain.gradients.Attributions.Span;
import io.fusebox.toolkit.files.InputReader;
import io.fusebox.toolkit.image.ImageDecoder;
import io.fusebox.toolkit.image.PillowResize;
import io.fusebox.toolkit.image.Pixels;
import io.fusebox.toolkit.tensor.HostTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says what each position of one question's input is. */
record SegmentExplainer(
    Pipeline pipeline, FeatureStore store, Question question, Attributions found) {
  /** The longer side of an image that is shown. */
  private static final int SHOWN = 640;

  /** One segment; of an input with several files, one for each where their places are known. */
  Stream<ExplainedSegment> of(Span span) {
    Optional<ModalityInput> modalityInput =
        pipeline.modalityInputs().stream().filter(s -> s.name().equals(span.name())).findFirst();
    List<Path> files = question.files(span.name());
    if (modalityInput.isEmpty() || files.isEmpty()) {
      return Stream.of(of(span, Optional.empty(), Optional.empty()));
    }
    if (files.size() == 1) {
      return Stream.of(of(span, modalityInput, image(modalityInput.get(), files.get(0))));
    }
    List<Span> places = places(span, modalityInput.get(), files);
    return places.isEmpty()
        ? Stream.of(of(span, modalityInput, Optional.empty()))
        : IntStream.range(0, files.size())
            .mapToObj(
                i -> of(places.get(i), modalityInput, image(modalityInput.get(), files.get(i))));
  }

  private ExplainedSegment of(
      Span span, Optional<ModalityInput> modalityInput, Optional<Pixels> image) {
    List<Unit> units = units(span);
    return new ExplainedSegment(
        span.name(),
        units,
        image.map(SegmentExplainer::shown),
        image.flatMap(p -> grid(modalityInput.orElseThrow(), p, units.size())));
  }

  /** Where each file's features stand; none when they changed in number, or may have. */
  private List<Span> places(Span span, ModalityInput modalityInput, List<Path> files) {
    List<Span> places = new ArrayList<>();
    if (modalityInput.thawed() // its features are not kept
        || pipeline.strategy().mixesFeatures()) { // each sees all files
      return places;
    }
    int at = span.from();
    for (HostTensor features : store.all(modalityInput, files, ProgressListener.NONE)) {
      int to = at + Math.toIntExact(features.shape().get(0));
      places.add(new Span("%s %d".formatted(span.name(), places.size() + 1), at, to));
      at = to;
    }
    return at == span.to() ? places : List.of();
  }

  private List<Unit> units(Span span) {
    List<String> names = names(span);
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      units.add(new Unit(names.get(i), found.perPosition().data()[span.from() + i]));
    }
    return units;
  }

  /** Words, or numbers from 1 on where a strategy has made something else of the words. */
  private List<String> names(Span span) {
    int length = span.to() - span.from();
    long[] ids = words(span.name());
    if (ids.length == length) {
      return IntStream.range(0, length).mapToObj(i -> word(ids[i])).toList();
    }
    return IntStream.rangeClosed(1, length).mapToObj(Integer::toString).toList();
  }

  private long[] words(String segment) {
    return switch (segment) {
      case Segment.TEXT -> new QuestionTokens(pipeline).of(question).text();
      case Segment.TEMPLATE -> new QuestionTokens(pipeline).of(question).before();
      default -> new long[0];
    };
  }

  /** A special token stands as it is in the vocabulary. */
  private String word(long id) {
    Tokenizer tokenizer = pipeline.plm().tokenizer();
    String word = tokenizer.decode(new long[] {id}).strip();
    return word.isEmpty() ? tokenizer.tokens(new long[] {id}).get(0) : word;
  }

  /** Empty for what is no image, or one in a form that only its encoder knows. */
  private static Optional<Pixels> image(ModalityInput modalityInput, Path input) {
    if (!modalityInput.modality().equals(Modality.IMAGE)) {
      return Optional.empty();
    }
    byte[] file = InputReader.read(input);
    try {
      return Optional.of(new ImageDecoder(modalityInput.encoder().orientation()).decode(file));
    } catch (FuseboxException e) {
      return Optional.empty(); // The encoder has read it, so there is an answer to explain.
    }
  }

  private Optional<PatchGrid> grid(ModalityInput modalityInput, Pixels image, int features) {
    // A strategy may have made fewer or more of the features than the encoder gave, or others.
    return modalityInput
        .encoder()
        .patches(image.height(), image.width())
        .filter(grid -> !pipeline.strategy().mixesFeatures() && grid.features() == features);
  }

  private static Pixels shown(Pixels image) {
    int longer = Math.max(image.height(), image.width());
    if (longer <= SHOWN) {
      return image;
    }
    return PillowResize.BILINEAR.resize(
        image,
        Math.max(1, image.height() * SHOWN / longer),
        Math.max(1, image.width() * SHOWN / longer));
  }
}
