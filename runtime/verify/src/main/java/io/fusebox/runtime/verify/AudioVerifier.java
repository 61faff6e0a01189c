package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.toolkit.audio.AudioDecoder;
import io.fusebox.toolkit.audio.AudioProcessor;
import io.fusebox.toolkit.audio.Wav;
import io.fusebox.toolkit.files.JsonFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * WAV files on their way into an encoder. An output {@code name.step} belongs to the file {@code
 * name.wav}: {@code samples}, {@code mono}, {@code resampled16k}, {@code input_values}.
 */
final class AudioVerifier implements CaseVerifier {
  private static final int RATE = 16_000;
  private static final int MOST_SECONDS = 600;
  private static final long MOST_BYTES = 64 << 20;
  private static final AudioProcessor PROCESSOR =
      new AudioProcessor(RATE, true, false, new AudioDecoder(MOST_SECONDS));

  @Override
  public boolean knows(String caseName) {
    return caseName.matches("audio(-.*)?");
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    Map<String, Wav> files = new HashMap<>();
    for (JsonNode each : of.meta().path("files")) {
      Path file = of.folder().resolve(each.path("file").asText());
      String name = each.path("file").asText().replaceFirst("\\.[^.]*$", "");
      files.put(name, Wav.read(JsonFile.readBytes(file, MOST_BYTES)));
    }
    return TensorCase.rows(
        of,
        manager,
        output -> {
          int dot = output.lastIndexOf('.');
          Optional<Wav> wav = Optional.ofNullable(files.get(output.substring(0, Math.max(0, dot))));
          return wav.flatMap(w -> step(w, output.substring(dot + 1)));
        });
  }

  private static Optional<TensorValues> step(Wav wav, String step) {
    return switch (step) {
      case "samples" ->
          Optional.of(TensorValues.floats(wav.samples(), new Shape(wav.frames(), wav.channels())));
      case "mono" -> Optional.of(vector(wav.mono().samples()));
      case "resampled16k" -> Optional.of(vector(wav.mono().at(RATE).samples()));
      case "input_values" -> Optional.of(vector(PROCESSOR.prepare(wav.mono().at(RATE).samples())));
      default -> Optional.empty();
    };
  }

  private static TensorValues vector(float[] numbers) {
    return TensorValues.floats(numbers, new Shape(numbers.length));
  }
}
