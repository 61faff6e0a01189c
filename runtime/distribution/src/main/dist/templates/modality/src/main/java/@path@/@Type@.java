package @package@;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.settings.Default;
import java.nio.charset.StandardCharsets;

/** A modality of its own: a file of numbers, which the PLM reads as one vector. */
public record @Type@(Config config) implements ModalityEncoder {
  private static final int MAX_BYTES = 1 << 20;

  /** The settings that a pipeline may give. */
  public record Config(@Default("8") int length) {
    public Config {
      require(length > 0 && length <= 1024, "length must be 1 to 1024, found " + length);
    }
  }

  @Override
  public Modality modality() {
    return new Modality("@id@");
  }

  @Override
  public long featureSize() {
    return config.length();
  }

  /** Numbers with spaces, commas or line ends between them {@code -> [length]}. */
  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    require(file.length <= MAX_BYTES, "the file has more than " + MAX_BYTES + " bytes");
    String[] words = new String(file, StandardCharsets.UTF_8).strip().split("[\\s,]+", -1);
    require(
        words.length == config.length(),
        "the file must hold %d numbers, as the setting 'length' says, found %d words"
            .formatted(config.length(), words.length));
    float[] numbers = new float[words.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(words[i]);
    }
    try (NDArray borrowed = manager.create(numbers, new Shape(numbers.length))) {
      return borrowed.duplicate(); // what create() gives may dangle
    }
  }

  private static float number(String word) {
    try {
      float number = Float.parseFloat(word);
      require(Float.isFinite(number), "a number must be finite, found " + word);
      return number;
    } catch (NumberFormatException e) {
      throw new FuseboxException("the file must hold numbers, found '" + word + "'", e);
    }
  }

  /** {@code [b, length] -> [b, 1, length]}. */
  @Override
  public NDArray encode(NDArray numbers) {
    return numbers.expandDims(1);
  }
}
