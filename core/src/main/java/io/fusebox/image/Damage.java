package io.fusebox.image;

import io.fusebox.FuseboxException;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * The JPEG reader only warns of a file that is cut off, and fills the rest with gray. Nobody is to
 * train on gray without knowing.
 */
final class Damage implements IIOReadWarningListener {
  private String found;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    // Other warnings are of harmless things, stray bytes before a marker for instance.
    if (warning != null && warning.toLowerCase(Locale.ROOT).contains("premature end")) {
      found = warning;
    }
  }

  void refuse(ImageFormat format) {
    if (found != null) {
      throw new FuseboxException(
          "the %s picture is damaged or cut off (%s): fetch it again or convert it to PNG"
              .formatted(format, found));
    }
  }
}
