package @package@;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.testkit.EncoderContract;
import io.fusebox.fixtures.Tensors;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The contract of every encoder, and what this one sees. */
class @Type@Test implements EncoderContract {
  @Override
  public ModalityEncoder encoder(NDManager owner) {
    return new @Type@(new @Type@.Config(2));
  }

  @Override
  public NDArray input(NDManager manager, long seed) {
    return Tensors.normal(manager, new Shape(3, 2, 2), seed);
  }

  @Test
  void eachCellHasItsMeanColour() throws IOException {
    BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff0000);
    image.setRGB(1, 0, 0xff0000);
    image.setRGB(3, 1, 0x0000ff);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    try (NDManager manager = NDManager.newBaseManager()) {
      ModalityEncoder encoder = encoder(manager);
      NDArray input = encoder.decode(manager, png.toByteArray()).expandDims(0);
      float[] expected = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5f};
      assertArrayEquals(expected, encoder.encode(input).toFloatArray(), 1e-6f);
    }
  }
}
