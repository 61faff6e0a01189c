package io.fusebox.runtime.explain;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.PatchGrid;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.explain.ExplainedSegment.Unit;
import io.fusebox.runtime.explain.gradients.Attributions;
import io.fusebox.runtime.explain.gradients.Attributions.Span;
import io.fusebox.toolkit.files.InputReader;
import io.fusebox.toolkit.image.ImageDecoder;
import io.fusebox.toolkit.image.PillowResize;
import io.fusebox.toolkit.image.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Says what each position of one question's input is. */
record SegmentExplainer(Pipeline pipeline, Question question, Attributions found) {
  /** The longer side of a picture that is shown. */
  private static final int SHOWN = 640;

  ExplainedSegment of(Span span) {
    Optional<ModalityInput> sense =
        pipeline.modalityInputs().stream()
            .filter(s -> s.modality().id().equals(span.name()))
            .findFirst();
    Optional<Pixels> picture = sense.flatMap(this::picture);
    List<Unit> units = units(span);
    return new ExplainedSegment(
        span.name(),
        units,
        picture.map(SegmentExplainer::shown),
        picture.flatMap(p -> grid(sense.orElseThrow(), p, units.size())));
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
    if (span.name().equals(Segment.TEXT)) {
      long[] ids = pipeline.plm().tokenizer().encode(question.text());
      if (ids.length == length) {
        return IntStream.range(0, length).mapToObj(i -> word(ids[i])).toList();
      }
    }
    return IntStream.rangeClosed(1, length).mapToObj(Integer::toString).toList();
  }

  /** A special token stands as it is in the vocabulary. */
  private String word(long id) {
    Tokenizer tokenizer = pipeline.plm().tokenizer();
    String word = tokenizer.decode(new long[] {id}).strip();
    return word.isEmpty() ? tokenizer.tokens(new long[] {id}).get(0) : word;
  }

  /** Empty for what is no picture, or one in a form that only its encoder knows. */
  private Optional<Pixels> picture(ModalityInput sense) {
    if (!sense.modality().equals(Modality.IMAGE)) {
      return Optional.empty();
    }
    byte[] file = InputReader.read(requireNonNull(question.inputs().get(sense.modality())));
    try {
      return Optional.of(new ImageDecoder(sense.encoder().orientation()).decode(file));
    } catch (FuseboxException e) {
      return Optional.empty(); // The encoder has read it, so there is an answer to explain.
    }
  }

  private static Optional<PatchGrid> grid(ModalityInput sense, Pixels picture, int features) {
    // A strategy may have made fewer or more of the features than the encoder gave.
    return sense
        .encoder()
        .patches(picture.height(), picture.width())
        .filter(grid -> grid.features() == features);
  }

  private static Pixels shown(Pixels picture) {
    int longer = Math.max(picture.height(), picture.width());
    if (longer <= SHOWN) {
      return picture;
    }
    return PillowResize.BILINEAR.resize(
        picture,
        Math.max(1, picture.height() * SHOWN / longer),
        Math.max(1, picture.width() * SHOWN / longer));
  }
}
