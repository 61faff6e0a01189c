package io.fusebox.toolkit.image;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Orientation;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG, JPEG, GIF, BMP and WebP (of animations, the first frame) to the pixels of Pillow's
 * {@code convert("RGB")}: alpha is dropped and not composited, palettes are expanded, 16 bits keep
 * their high byte, and no colour profile or gamma is applied. Photographs are turned as their EXIF
 * says, as Pillow's {@code exif_transpose} does, unless they are wanted as they are stored.
 *
 * <p>Two things differ from Pillow. 16-bit gray keeps its high byte too, where Pillow clips at 255
 * and so gives a white image. Lossy WebP interpolates colour differently; see the test for how
 * much.
 *
 * @param maxPixels refuse larger images before anything is decoded
 * @param orientation which way up they are wanted
 */
public record ImageDecoder(long maxPixels, Orientation orientation) {
  /** Far more than any encoder looks at, and still no more than a few hundred megabytes. */
  public static final long MAX_PIXELS = 64_000_000;

  /** The memory that decoding one image may take, however large its header claims to be. */
  private static final long MAX_BYTES = 512L << 20;

  public ImageDecoder() {
    this(MAX_PIXELS);
  }

  public ImageDecoder(long maxPixels) {
    this(maxPixels, Orientation.UPRIGHT);
  }

  public ImageDecoder(Orientation orientation) {
    this(MAX_PIXELS, orientation);
  }

  /** How a file says that it is to be turned, if its format is one that is decoded. */
  public static Transpose turned(byte[] file) {
    return ExifOrientation.of(ImageFormat.of(file), file);
  }

  /**
   * Decodes one file.
   *
   * @throws FuseboxException when the format is unknown, the file is damaged or cut off, or the
   *     image is too large
   */
  public Pixels decode(byte[] bytes) {
    ImageFormat format = ImageFormat.of(bytes);
    byte[] file = format == ImageFormat.WEBP ? WebpFile.withoutProfile(bytes) : bytes;
    ImageReader reader = format.reader();
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      TruncationListener damage = new TruncationListener();
      reader.addIIOReadWarningListener(damage);
      // Metadata is never needed, and a compressed comment can be a bomb of its own.
      reader.setInput(stream, true, true);
      Pixels pixels = read(format, reader, file);
      damage.refuse(format);
      return orientation == Orientation.STORED
          ? pixels
          : ExifOrientation.of(format, file).apply(pixels);
    } catch (FuseboxException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Readers throw any runtime exception at files that are not what they say.
      throw damaged(format, e);
    } finally {
      reader.dispose();
    }
  }

  private Pixels read(ImageFormat format, ImageReader reader, byte[] file) throws IOException {
    long most = Math.min(maxPixels, MAX_BYTES / format.bytesPerPixel(reader));
    new ImageDecoder(most).checkSize(reader.getWidth(0), reader.getHeight(0));
    switch (format) {
      case JPEG:
        // Without colour conversion: the reader would apply an embedded profile.
        Raster raster = reader.readRaster(0, null);
        return JpegColour.of(file).toRgb(raster);
      case GIF:
        return new GifCanvas(GifLayout.read(file, 1), this).draw(0, reader.read(0));
      default:
        BufferedImage image = reader.read(0);
        Pixels own = RasterConverter.toRgb(image.getRaster(), image.getColorModel());
        return format == ImageFormat.WEBP ? onCanvas(own, file) : own;
    }
  }

  private Pixels onCanvas(Pixels own, byte[] file) {
    Optional<WebpCanvas> canvas = WebpCanvas.of(file);
    canvas.ifPresent(c -> checkSize(c.width(), c.height()));
    return canvas.map(c -> c.draw(own)).orElse(own);
  }

  /**
   * Refuses a size before anything of it is allocated.
   *
   * @throws FuseboxException when there are more pixels than {@link #maxPixels}
   */
  public void checkSize(long width, long height) {
    if (width < 1 || height < 1 || width * height > maxPixels) {
      throw new FuseboxException(
          "the image is %d x %d = %d pixels, but at most %d are allowed: make it smaller"
              .formatted(width, height, width * height, maxPixels));
    }
  }

  private static FuseboxException damaged(ImageFormat format, Exception cause) {
    return new FuseboxException(
        "the %s image is damaged or cut off%s: fetch it again or convert it to PNG"
            .formatted(format, TruncationListener.reason(cause)),
        cause);
  }
}
